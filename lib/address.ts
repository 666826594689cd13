import type { Api } from "./api.ts";

/**
 * Where people reach the service. Links in emails begin with it and forms are taken only from it, so the functions
 * have to know it before there is an API; a REST API's own address depends on them, and has a path besides.
 */
export interface Address {
  /** Without a path and without a slash at the end. */
  readonly url: string;
  /** Once there is an API: lets the address lead to it. */
  leadTo(api: Api): void;
}

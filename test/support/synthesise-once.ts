import { synthesise } from "../../local/synthesise.ts";

export async function setup(): Promise<void> {
  await synthesise((message) => console.log(message));
}

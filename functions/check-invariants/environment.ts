import { environmentOf } from "../platform/environment.ts";

export const Environment = environmentOf("TABLE_NAME");

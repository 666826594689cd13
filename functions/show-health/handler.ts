import packageJson from "../../package.json" with { type: "json" };
import { api } from "../http/api.ts";
import { json } from "../http/responses.ts";

export const handler = api(async () => json(200, { status: "ok", version: packageJson.version }));

import { api } from "../http/api.ts";
import { json } from "../http/responses.ts";
import { openApiDocument } from "./document.ts";

export const handler = api(async () => json(200, openApiDocument()));

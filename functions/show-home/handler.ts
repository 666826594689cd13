import { api } from "../http/api.ts";
import { page } from "../http/responses.ts";
import { homePage } from "../pages/index.ts";

export const handler = api(async () => page(200, homePage()));

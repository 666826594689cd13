import { api } from "../http/api.ts";
import { notFound } from "../http/problems.ts";
import { parameter } from "../http/request.ts";
import { assets } from "../pages/assets/asset-contents.ts";

/** A file's name changes with its content, so whoever has it once never asks again. */
const forEver = "public, max-age=31536000, immutable";

/** The style sheet and the script of the pages. */
export const handler = api(async (request) => {
  const name = parameter(request, "file");
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (!asset) throw notFound();
  return {
    status: 200,
    headers: { "content-type": asset.type, "cache-control": forEver },
    body: asset.content,
  };
});

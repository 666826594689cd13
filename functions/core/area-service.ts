import { z } from "zod";
import { Description, EmailAddress, Line } from "./texts.ts";

/** A local service that a plan may lead to, as the area's directory tells it. Plain text, bounded. */
export const AreaService = z.strictObject({
  /** The directory's own id; what a plan's action names. */
  id: Line,
  name: Line,
  description: Description.optional(),
  url: z
    .url({ protocol: /^https?$/, error: "Give a web address that begins with https:// or http://" })
    .max(500)
    .optional(),
  phone: Line.optional(),
  email: EmailAddress.optional(),
  /** How one comes to it, whom it is for and when it is open, in the directory's words. */
  howToApply: Description.optional(),
  eligibility: Description.optional(),
  hours: Description.optional(),
  /** How long people wait, in the directory's words. */
  wait: Line.optional(),
  /** Places, where the directory counts them; `updated` says as at when. */
  capacity: z
    .strictObject({
      available: z.number().min(0),
      maximum: z.number().min(0).optional(),
      unit: Line.optional(),
      updated: Line.optional(),
    })
    .optional(),
});
export type AreaService = z.infer<typeof AreaService>;

/** A service as anyone may see it; a default is shown as a default. */
export const OfferedService = AreaService.extend({ mark: z.enum(["published", "default"]) });
export type OfferedService = z.infer<typeof OfferedService>;

/** The services of one area as imported (areas/services/<id>.json): published as they are, and replaced as a whole. */
export const AreaServices = z.strictObject({
  area: z.string(),
  /** Where the list comes from and under which licence. */
  source: Line,
  /** The day on which the list was imported; lists imported before this was kept do not say. */
  importedOn: z.iso.date().optional(),
  services: z
    .array(AreaService)
    .min(1, "Give one active service at least")
    .max(2000, "Give 2,000 services at most")
    .refine(
      (services) => new Set(services.map(({ id }) => id)).size === services.length,
      "Two services have the same id",
    ),
});
export type AreaServices = z.infer<typeof AreaServices>;

import { z } from "zod";
import { event, noteId } from "./event-shape.ts";
import { erasureReasons } from "./words.ts";

/**
 * Why a record was erased: a lead's reason, or without one its retention period was over, it was erased before the
 * table was restored from a backup, or the case that it was joined to was erased.
 */
export const erasureCauses = [...erasureReasons, "retention", "restored", "joined"] as const;

/** What becomes of the record of a person: kept for a court, or erased. The events themselves stay. */
export const rightsEvents = [
  /** While it is on, nothing of the record is erased. */
  event("legal-hold", { on: z.boolean(), reasonNote: noteId }),
  event("erasure-asked", { because: z.enum(erasureCauses) }),
  /** The person's details, every note and the places where the person could be found are gone. */
  event("erased", {}),
  /** Nothing that was being written meanwhile was left behind. */
  event("erasure-checked", {}),
] as const;

export type RightsEvent = z.infer<(typeof rightsEvents)[number]>;

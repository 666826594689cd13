import { describe, expect, it } from "vitest";
import { appointmentChannels } from "../../functions/core/words.ts";
import { calendarFile } from "../../functions/emails/calendar-file.ts";

const entry = {
  reference: "2345CDFGHJ",
  at: "2026-07-09T13:30:00.000Z",
  channel: "phone",
  number: 12,
  now: "2026-07-01T10:00:00.000Z",
} as const;

/** The properties of a calendar by the grammar of RFC 5545, folded lines joined again. Throws for any other line. */
function propertiesOf(file: string): [name: string, value: string][] {
  const unfolded = file.replaceAll(/\r\n[ \t]/g, "");
  if (!unfolded.endsWith("\r\n")) throw new Error("the last line does not end");
  return unfolded
    .slice(0, -2)
    .split("\r\n")
    .map((line) => {
      const [, name, value] = /^([A-Z-]+)(?:;[A-Z-]+=[^:;]+)*:([^\r\n]*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`no line of a calendar: ${line}`);
      return [name, value];
    });
}

describe("the file for a person's calendar", () => {
  it("is one entry that says only that there is an appointment, when, and how", () => {
    expect(propertiesOf(calendarFile(entry))).toEqual([
      ["BEGIN", "VCALENDAR"],
      ["VERSION", "2.0"],
      ["PRODID", "-//Appointments//Calendar//EN"],
      ["METHOD", "PUBLISH"],
      ["BEGIN", "VEVENT"],
      ["UID", expect.stringMatching(/^[0-9a-f]{32}$/)],
      ["SEQUENCE", "12"],
      ["DTSTAMP", "20260701T100000Z"],
      ["DTSTART", "20260709T133000Z"],
      ["SUMMARY", "Appointment"],
      ["LOCATION", "By phone"],
      ["CLASS", "PRIVATE"],
      ["END", "VEVENT"],
      ["END", "VCALENDAR"],
    ]);
  });

  it("has lines of 75 bytes at most, each ended as the standard says", () => {
    for (const channel of appointmentChannels) {
      const file = calendarFile({ ...entry, channel });
      expect(file.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }
  });

  it("of a moved appointment takes the place of the one before: the same entry with a higher number", () => {
    const of = (file: string, name: string) => propertiesOf(file).find(([each]) => each === name)?.[1];
    const first = calendarFile(entry);
    const moved = calendarFile({ ...entry, at: "2026-07-10T09:00:00.000Z", number: 19 });
    expect(of(moved, "UID")).toBe(of(first, "UID"));
    expect(Number(of(moved, "SEQUENCE"))).toBeGreaterThan(Number(of(first, "SEQUENCE")));
    expect(of(calendarFile({ ...entry, reference: "CDFGHJKMNC" }), "UID")).not.toBe(of(first, "UID"));
  });

  it("names nobody and nothing of ours, whatever it is given beside its own", () => {
    const canary = { person: { givenName: "Canary" }, coach: "canary@example.org", note: "Canary" };
    const file = calendarFile({ ...entry, ...canary });
    expect(file).not.toMatch(/canary|2345CDFGHJ|workwell|health|benefit|coach|job/i);
    expect(file).toBe(calendarFile(entry));
  });

  it("says no place where nobody agreed how", () => {
    expect(calendarFile({ ...entry, channel: undefined })).not.toContain("LOCATION");
  });
});

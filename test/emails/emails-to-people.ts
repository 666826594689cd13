import { redirects } from "../../functions/core/place/redirects.ts";
import { referrerNews } from "../../functions/core/referrer-news.ts";
import {
  acknowledgePerson,
  acknowledgeReferrer,
  appointmentEmail,
  changeCode,
  contactChanged,
  type Email,
  otherHelp,
  referrerNewsEmail,
} from "../../functions/emails/index.ts";

export const now = "2026-03-02T10:00:00.000Z";
export const dueAt = "2026-03-04T17:00:00.000Z";
export const baseUrl = "http://127.0.0.1:3000";

export const person = {
  baseUrl,
  reference: "2345CDFGHJ",
  personToken: "person-token",
  withdrawToken: "withdraw-token",
  areaName: "Surrey Heartlands",
  kind: "self",
  contactDueAt: dueAt,
  now,
  atRisk: false,
  outsideDutyHours: false,
} as const;
export const appointment = {
  baseUrl,
  reference: "2345CDFGHJ",
  personToken: "person-token",
  at: "2026-03-10T14:30:00.000Z",
  channel: "phone",
  number: 12,
  now,
} as const;
export const kindsOfAppointmentNews = ["agreed", "moved", "reminder"] as const;

/** Every email to a person or to whoever referred them. */
export const emailsToPeople: readonly [name: string, Email][] = [
  ["acknowledgePerson", acknowledgePerson(person)],
  ["acknowledgePerson at risk", acknowledgePerson({ ...person, atRisk: true, outsideDutyHours: true })],
  ["acknowledgeReferrer", acknowledgeReferrer({ reference: "2345CDFGHJ", areaName: "Surrey Heartlands" })],
  ["otherHelp", otherHelp({ reference: "2345CDFGHJ", areaName: "Surrey Heartlands", doors: redirects })],
  ["contactChanged", contactChanged({ reference: "2345CDFGHJ" })],
  ...kindsOfAppointmentNews.map((news): [string, Email] => [
    `appointmentEmail ${news}`,
    appointmentEmail({ ...appointment, news }),
  ]),
  ...referrerNews.map((news): [string, Email] => [
    `referrerNewsEmail ${news}`,
    referrerNewsEmail({ reference: "2345CDFGHJ", news }),
  ]),
  ["changeCode", changeCode({ code: "042137" })],
];

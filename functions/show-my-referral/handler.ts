import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { signer } from "../adapters/server-key.ts";
import { type Appointment, appointmentNumber, comingAppointment } from "../core/appointment.ts";
import { londonDate } from "../core/calendar.ts";
import type { Case } from "../core/case.ts";
import { progressNow } from "../core/progress.ts";
import type { Instant } from "../core/texts.ts";
import { calendarFile, calendarFileName, calendarType } from "../emails/calendar-file.ts";
import { api } from "../http/api.ts";
import { caseOfPersonToken } from "../http/person-links.ts";
import { notFound } from "../http/problems.ts";
import { parameter } from "../http/request.ts";
import { page, type Response } from "../http/responses.ts";
import { myReferralPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const areas = areaStore(table);
const services = { cases: caseStore(table), pointers: pointerStore(table), signer: signer(table) };

/** Where the person's own referral is, in plain words, with their appointment, and how to leave. */
export const handler = api(async (request) => {
  const personToken = parameter(request, "token");
  const { case: given } = await caseOfPersonToken(services, personToken);
  const { area, reference, stage } = given;
  const appointment = comingAppointment(given, request.now);
  if (request.resource.endsWith(`/${calendarFileName}`)) return calendarOf(given, appointment, request.now);
  const token = await services.signer.tokenFor("withdraw", reference);
  const view = {
    reference,
    progress: progressNow(given),
    areaName: (await areas.rulesOn(area, londonDate(request.now))).name,
    withdrawLink:
      stage === "closed" ? undefined : `${BASE_URL}/referrals/${reference}/withdrawal?token=${token}`,
    planLink: given.plan && `${BASE_URL}/my/${personToken}/plan`,
    appointment: appointment && {
      at: appointment.at,
      channel: appointment.channel,
      calendarLink: `${BASE_URL}/my/${personToken}/${calendarFileName}`,
    },
    now: request.now,
  };
  return page(200, myReferralPage(view));
});

/** The same file as the email about the appointment has; 404 once there is none to come. */
function calendarOf(given: Case, appointment: Appointment | undefined, now: Instant): Response {
  if (!appointment) throw notFound();
  const { at, channel } = appointment;
  const number = appointmentNumber(appointment);
  return {
    status: 200,
    headers: {
      "content-type": calendarType,
      "content-disposition": `attachment; filename="${calendarFileName}"`,
    },
    body: calendarFile({ reference: given.reference, at, channel, number, now }),
  };
}

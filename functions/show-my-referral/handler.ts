import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { signer } from "../adapters/server-key.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { appointmentNumber, comingAppointment } from "../core/appointment.ts";
import { londonDate } from "../core/calendar.ts";
import type { Case } from "../core/case.ts";
import { goesOnAs } from "../core/my/ended.ts";
import { myView } from "../core/my/view.ts";
import type { Instant } from "../core/texts.ts";
import { calendarFile, calendarFileName, calendarType } from "../emails/calendar-file.ts";
import { api } from "../http/api.ts";
import { caseOfPersonToken, personPath, withdrawalPath } from "../http/person-links.ts";
import { linkNotFound } from "../http/problems.ts";
import { parameter } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { myPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const areas = areaStore(table);
const staff = staffStore(table);
const services = { cases: caseStore(table), pointers: pointerStore(table), signer: signer(table) };

/** Where the person's own referral is, in plain words, and what they can do about it; or the file of their appointment. */
export const handler = api(async (request) => {
  const stored = await caseOfPersonToken(services, parameter(request, "token"));
  if (request.resource.endsWith(`/${calendarFileName}`)) return calendarOf(stored.case, request.now);
  const { area, coach } = stored.case;
  const view = myView(
    {
      ...stored,
      areaName: (await areas.rulesOn(area, londonDate(request.now))).name,
      coachName: coach && (await staff.find(coach))?.name,
    },
    request.now,
  );
  const links = await linksOf(stored.case, view.appointment !== undefined);
  if (request.asksForJson) return json(200, { ...view, links: absolute(links) });
  return page(200, myPage({ view, ...links, now: request.now }));
});

/** The same file as the email about the appointment has; 404 once there is none to come. */
function calendarOf(given: Case, now: Instant): Response {
  const appointment = comingAppointment(given, now);
  if (!appointment) throw linkNotFound();
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

/** Where else the person can go from here, as paths. */
async function linksOf(given: Case, hasAppointment: boolean) {
  const { reference, stage, plan } = given;
  const path = await personPath(services.signer, reference);
  const movedTo = goesOnAs(given);
  return {
    path,
    planLink: plan && `${path}/plan`,
    calendarLink: hasAppointment ? `${path}/${calendarFileName}` : undefined,
    withdrawLink: stage === "closed" ? undefined : await withdrawalPath(services.signer, reference),
    goesOnAt: movedTo && (await personPath(services.signer, movedTo)),
  };
}

function absolute(links: Awaited<ReturnType<typeof linksOf>>) {
  const { path, planLink, calendarLink, withdrawLink, goesOnAt } = links;
  const at = (link: string | undefined) => link && `${BASE_URL}${link}`;
  return {
    details: at(`${path}/details`),
    call: at(`${path}/call`),
    plan: at(planLink),
    calendar: at(calendarLink),
    withdraw: at(withdrawLink),
    goesOn: at(goesOnAt),
  };
}

import type { Way } from "../../core/refer/steps.ts";
import { details, paragraph } from "../components.ts";
import type { Choice, Field, Group } from "../fields.ts";
import { html } from "../html.ts";
import { eligibilityNotice, waitNotice } from "./area-notice.ts";
import { noneOfThese, type StepWriter } from "./step-content.ts";

/** Where the person lives: it says which area they belong to. */
export const placeStep: StepWriter = ({ way, boards = [] }) => {
  const isOther = way === "somebody-else";
  const postcode: Field = {
    type: "text",
    name: "person.postcode",
    label: isOther ? "What is the person's home postcode?" : "What is your home postcode?",
    short: "Home postcode",
    hint: `For example, BL1 1AA. It tells us which area ${isOther ? "the person belongs" : "you belong"} to, before you type anything else.`,
    autocomplete: isOther ? "off" : "postal-code",
    width: 10,
    isHeading: true,
    mistake: "Enter a postcode, or use something else",
    alsoAt: "/area",
  };
  const other: Group = {
    legend: "Use something else, or no fixed address",
    folded: true,
    fields: [
      {
        type: "text",
        name: "person.localAuthority",
        label: isOther ? "The person's council" : "Your council",
        hint: "For example, Bolton",
        short: "Council",
      },
      {
        type: "select",
        name: "person.gpPractice.icb",
        label: isOther ? "The NHS board of the person's GP practice" : "The NHS board of your GP practice",
        hint: "Some areas take people who have a GP practice there and live somewhere else. The practice can tell you its board.",
        short: "NHS board of the GP practice",
        choices: boards.map(({ odsCode, name }): Choice => [odsCode, name]),
      },
      {
        type: "tick",
        name: "person.noFixedAddress",
        label: isOther ? "The person has no fixed address" : "I have no fixed address",
        short: "No fixed address",
      },
    ],
  };
  return {
    title: postcode.label,
    parts: [postcode, other],
    otherWays: [["choose", "I am not sure: choose an area from a list"]],
  };
};

/** When the place leaves it open, a person chooses. */
export const areaStep: StepWriter = ({ way, areas = [] }) => {
  const label = way === "somebody-else" ? "Which area does the person belong to?" : "Which area are you in?";
  return {
    title: label,
    parts: [
      {
        type: "radios",
        name: "area",
        label,
        hint: "Choose the area where you live, or where your GP practice is. If you are not sure, choose the nearest. Someone there will check.",
        short: "Area",
        isHeading: true,
        choices: [...areas.map(({ id, name }): Choice => [id, name]), [noneOfThese, "None of these"]],
        mistake: "Choose an area, or none of these",
      },
    ],
  };
};

/** A warm redirect: why, and the next doors. */
export const elsewhereStep: StepWriter = ({ way, outside }) => ({
  title: "WorkWell is not offered there yet",
  before: html`${paragraph(whyOutside(outside?.because, way))}
${paragraph("You can still get help. These services may help now:")}
<ul class="govuk-list govuk-list--spaced">${(outside?.redirects ?? []).map(
    ({ name, description, url }) =>
      html`<li>${url ? html`<a class="govuk-link" href="${url}" rel="noopener">${name}</a>` : html`<strong>${name}</strong>`}<br>${description}</li>\n`,
  )}</ul>
${paragraph(
  way === "somebody-else"
    ? "Some areas also take people whose GP practice or Jobcentre is there. If that fits, choose the area."
    : "Some areas also take people whose GP practice or Jobcentre is there. If that fits you, choose the area.",
)}`,
  parts: [],
  goesOn: "Choose an area",
});

/** Why no area was found; people read of themselves. */
function whyOutside(because: string | undefined, way: Way): string {
  if (because === undefined) return "WorkWell works only in some parts of England for now.";
  return way === "somebody-else" ? because : because.replace(/^The person lives/, "You live");
}

/** Who it is for and how long it takes, before anything personal is asked. */
export const yourAreaStep: StepWriter = ({ rules, counted }) => ({
  title: rules ? `WorkWell in ${rules.name}` : "WorkWell in your area",
  before: rules
    ? html`${paragraph(`You can ask for help from WorkWell in ${rules.name}.`)}
${waitNotice(rules, counted)}
${eligibilityNotice(rules)}
${details(
  "What if something does not fit me?",
  paragraph("You can still go on. A person looks at it. Nobody is turned away by a computer."),
)}`
    : html``,
  parts: [],
  goesOn: "Go on to the questions",
});

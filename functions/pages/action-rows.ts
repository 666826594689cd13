import type { AreaService } from "../core/area-service.ts";
import { dateInWords } from "../core/calendar.ts";
import type { Referral } from "../core/referral.ts";
import { actionKinds, actionOwners } from "../core/words.ts";
import { type Choice, type Field, type Group, suggestions } from "./fields.ts";
import { type Html, html } from "./html.ts";
import { choicesOf } from "./task-fields.ts";

/** Actions that a plan may have, and how many rows are open from the start. Source: the HTTP contract, "lists to 20". */
const mostActions = 20;
const openRows = 3;
/** Rows that each "add more" brings. */
const rowsAtOnce = 6;
/** Services that each row can list; a page with a longer choice in every row is too large to send. */
const mostChoices = 100;

/** What the rows of new actions need to know beside their place. */
export interface ActionNeeds {
  /** What an action can lead to. */
  readonly services: readonly AreaService[];
  readonly fitNote?: Referral["work"]["fitNote"];
}

/** Rows for the actions of a plan. What is left empty is not sent on; more rows fold open, so no script is needed. */
export function actionRows(list: "actions" | "newActions", needs: ActionNeeds, rowsOpen = openRows): Group[] {
  const rows = Array.from({ length: mostActions }, (_, index) => actionRow(list, index, needs));
  const folds: Group[] = [];
  for (let first = rowsOpen; first < mostActions; first += rowsAtOnce) {
    const fields = rows.slice(first, first + rowsAtOnce);
    const legend =
      first === 0 ? "Add actions" : `Add more actions (${first + 1} to ${first + fields.length})`;
    folds.push({ legend, fields, folded: true });
  }
  return [...rows.slice(0, rowsOpen), ...folds];
}

function actionRow(list: string, index: number, { services, fitNote }: ActionNeeds): Group {
  const name = (field: string) => `${list}.${index}.${field}`;
  return {
    legend: `Action ${index + 1}`,
    at: `/${list}/${index}`,
    fields: [
      {
        type: "select",
        name: name("kind"),
        label: "Kind of action",
        choices: choicesOf(actionKinds),
        mistake: `Choose a kind for action ${index + 1}`,
      },
      {
        type: "textarea",
        name: name("description"),
        label: "What will happen",
        hint: "The person reads this in their plan. If it is for the employer to do, the employer may read it too: say nothing about health.",
        mistake: `Say what will happen in action ${index + 1}`,
      },
      {
        type: "select",
        name: name("by"),
        label: "Who does it",
        choices: choicesOf(actionOwners),
        mistake: `Choose who does action ${index + 1}`,
      },
      ...(services.length > 0 ? [serviceField(name("serviceId"), services)] : []),
      {
        type: "date",
        name: name("dueOn"),
        label: "By when (optional)",
        ...fitNoteHint(fitNote),
        mistake: `Enter a real date for action ${index + 1}`,
      },
    ],
  };
}

const serviceList = "services";

/** The area's services by name, with how long people wait there; of very many some are suggested while one types. */
function serviceField(name: string, services: readonly AreaService[]): Field {
  const label = "Local service (optional)";
  if (services.length <= mostChoices) return { type: "select", name, label, choices: choicesFrom(services) };
  const hint = "Begin to type its name, and choose it from the list that opens.";
  return { type: "text", name, label, hint, suggestions: serviceList };
}

/** The list that very many services are suggested from, once for all rows of a page. */
export function suggestedServices(services: readonly AreaService[]): Html {
  return services.length > mostChoices ? suggestions(serviceList, choicesFrom(services)) : html``;
}

function choicesFrom(services: readonly AreaService[]): Choice[] {
  return services.map(({ id, name, wait }) => [id, wait ? `${name} (wait: ${wait})` : name]);
}

function fitNoteHint(fitNote: ActionNeeds["fitNote"]): { hint?: string } {
  const isEnding = fitNote?.inPlace && fitNote.endsOn !== undefined;
  return isEnding ? { hint: `The fit note ends on ${dateInWords(fitNote.endsOn ?? "", "1800-01-01")}.` } : {};
}

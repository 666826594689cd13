import type { Field, Group } from "../fields.ts";

export const optional = (label: string) => `${label} (optional)`;

/** Who refers, as the browser remembers it if that was wanted. */
export function referrer(remembers: boolean): Group {
  return {
    legend: "You and your organisation",
    fields: [
      {
        type: "select",
        name: "referrer.kind",
        label: "Who are you?",
        choices: [
          ["gp", "GP practice"],
          ["pharmacist", "Pharmacist"],
          ["other-nhs", "Another NHS service"],
          ["employer", "Employer"],
          ["jobcentre-plus", "Jobcentre Plus"],
          ["local-authority", "Council"],
          ["community", "Community organisation"],
          ["other", "Somebody else, such as family or a friend"],
        ],
        mistake: "Choose who you are",
      },
      text("referrer.organisation", optional("Name of your organisation"), {
        short: "Organisation",
        autocomplete: "organization",
      }),
      text("referrer.odsCode", optional("ODS code, if you are part of the NHS"), {
        short: "ODS code",
        width: 10,
      }),
      text("referrer.name", optional("Your name"), { short: "Your name", autocomplete: "name" }),
      {
        type: "email",
        name: "referrer.email",
        label: optional("Your work email address"),
        hint: "We email you the reference. It says nothing about the person.",
        short: "Your email",
        autocomplete: "email",
      },
      {
        type: "tel",
        name: "referrer.phone",
        label: optional("Your work phone number"),
        short: "Your phone",
        autocomplete: "tel",
      },
      tick(
        "referrer.hearBack",
        "Email me when something happens, if the person agreed to that",
        "Wants emails",
      ),
      tick(
        "remember",
        "Remember our organisation on this device",
        "Remember our organisation",
        "Then you need not type it next time. The browser keeps its kind, name, ODS code, email and phone. It keeps nothing about any person.",
      ),
    ],
    ...(remembers ? { hint: "This device remembers your organisation." } : {}),
  };
}

type More = Partial<Pick<Field, "hint" | "short" | "mistake" | "autocomplete" | "width">>;

/** A line of text about somebody else: no browser fills it in. */
export function text(name: string, label: string, more: More = {}): Field {
  return { type: "text", name, label, autocomplete: "off", ...more };
}

export function tick(name: string, label: string, short: string, hint?: string): Field {
  return { type: "tick", name, label, short, ...(hint ? { hint } : {}) };
}

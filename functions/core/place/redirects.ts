/** Another door, told to people whom no pilot area covers. */
export interface Redirect {
  readonly name: string;
  readonly description: string;
  readonly url?: string;
}

/** Where people outside every area can turn, best fit first. Source: domain.md, "Referral facts". */
export const redirects: readonly Redirect[] = [
  {
    name: "Connect to Work",
    description:
      "Voluntary one-to-one help to find a job or keep one, for disabled people and people with health conditions. Your council can tell you how to join.",
    url: "https://www.gov.uk/government/publications/connect-to-work",
  },
  {
    name: "Access to Work",
    description:
      "Grants and advice for equipment, support or travel, if you have a job or are about to start one.",
    url: "https://www.gov.uk/access-to-work",
  },
  {
    name: "NHS Talking Therapies",
    description:
      "Free help with feeling anxious, low or stressed, with employment advice. You can refer yourself.",
    url: "https://www.nhs.uk/talk",
  },
  {
    name: "Disability employment adviser at your Jobcentre",
    description: "Advice on work for disabled people. You do not need to claim a benefit to ask.",
    url: "https://www.gov.uk/looking-for-work-if-disabled",
  },
  {
    name: "Refer yourself to WorkWell",
    description:
      "Is your GP practice in a WorkWell area, or do you move to one? Then you can refer yourself at any time and choose that area.",
  },
];

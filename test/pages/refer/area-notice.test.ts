import { expect, test } from "vitest";
import { eligibilityNotice } from "../../../functions/pages/refer/area-notice.ts";
import { rulesWith } from "../../support/builders.ts";

test("whom an area takes is told as a list with a heading, fact by fact", () => {
  const notice = String(eligibilityNotice(rulesWith()));
  expect(notice).toContain("Who it is for</h2>");
  expect(notice).toContain('<dt class="govuk-summary-list__key">Age</dt>');
});

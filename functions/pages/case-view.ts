import type { AskedCall } from "../core/call.ts";
import type { Corrigenda } from "../core/corrigenda.ts";
import type { JourneyView } from "../core/journey-view.ts";
import type { PlanView } from "../core/plan-view.ts";
import type { RecordView } from "../core/record-view.ts";
import type { Referral } from "../core/referral.ts";
import type { Sharing } from "../core/sharing.ts";
import type { Stage } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import type { AppointmentChannel, Closure, ConsentName } from "../core/words.ts";
import type { OpenTask } from "./cases-page.ts";
import type { CoachChoice } from "./coach-choice.ts";
import type { RefusedForm } from "./command-form.ts";
import type { HistoryLine } from "./history-part.ts";
import type { ReferralPart } from "./person-parts.ts";
import type { ForStaff } from "./staff-menu.ts";

/** The part of a journey that was in another area. */
export interface EarlierPart {
  readonly area: string;
  readonly reference: string;
  readonly plan?: PlanView | undefined;
  readonly history: readonly HistoryLine[];
}

/** A case as `GET /cases/{reference}` answers it. */
export interface CaseView {
  readonly reference: string;
  readonly area: string;
  readonly stage: Stage;
  readonly coach?: string | undefined;
  /** Then the name stands in the part about the person alone. */
  readonly restricted: boolean;
  readonly place?: string | undefined;
  readonly person?: Referral["person"] | undefined;
  readonly referral?: ReferralPart | undefined;
  readonly consents?:
    | Readonly<Record<ConsentName, { readonly given: boolean; readonly on: string | undefined }>>
    | undefined;
  /** The first appointment, while it is to come or to be recorded. */
  readonly appointment?:
    | { readonly at: Instant; readonly channel?: AppointmentChannel | undefined }
    | undefined;
  /** Of a person without email: whether it was recorded that their coach told them what others read in theirs. */
  readonly told?: { readonly at?: Instant | undefined } | undefined;
  readonly plan?: PlanView | undefined;
  readonly sharing?: readonly Sharing[] | undefined;
  readonly journey?: JourneyView | undefined;
  readonly history: readonly HistoryLine[];
  readonly notes: readonly { readonly id: string; readonly at: Instant; readonly text: string }[];
  readonly openTasks: readonly OpenTask[];
  /** Until somebody talks with the person, tries to, or writes a note. */
  readonly callAsked?: AskedCall | undefined;
  /** References of other cases that may be of the same person. */
  readonly possibleDuplicates: readonly string[];
  /** Those of them that have ended: the person was perhaps supported before. */
  readonly previous?: readonly { readonly reference: string; readonly closure: Closure }[] | undefined;
  /** What happened before the person came to this area. */
  readonly earlier?: readonly EarlierPart[] | undefined;
  /** What to do about the end of the weeks of support, near it and after it. */
  readonly supportPrompt?: string | undefined;
  readonly record?: RecordView | undefined;
  /** What is recorded and can be put right. */
  readonly corrigenda?: Corrigenda | undefined;
}

/** The page of a case: for whom, and what became of what they did last. */
export interface CasePage extends CaseView, ForStaff {
  /** What their coach is called; without it the address that the coach signs in with tells who it is. */
  readonly coachName?: string | undefined;
  /** For a lead: who, and where else, the person can go to. */
  readonly coaches?: readonly CoachChoice[];
  readonly otherAreas?: readonly { readonly id: string; readonly name: string }[];
  /** What was just done, in words. */
  readonly done?: string | undefined;
  readonly refused?: RefusedForm | undefined;
  /** A new one for each time the page is made: sending a form twice does it once. */
  readonly once?: string;
  readonly now: Instant;
}

/**
 * The closed vocabularies of the service, spelled as in the HTTP contract and used unchanged in the
 * database, the workflow, emails, pages and exports.
 */
export const referrerKinds = [
  "self",
  "gp",
  "pharmacist",
  "other-nhs",
  "employer",
  "jobcentre-plus",
  "local-authority",
  "community",
  "other",
] as const;

export const employmentStatuses = ["in-work", "in-work-off-sick", "self-employed", "out-of-work"] as const;

export const barriers = [
  "mental-health",
  "musculoskeletal",
  "long-term-condition",
  "neurodivergence",
  "sensory-or-physical",
  "learning-disability",
  "other",
  "prefer-not-to-say",
] as const;

export const contactChannels = ["phone", "email", "text", "letter", "video", "in-person"] as const;
export const appointmentChannels = ["in-person", "phone", "video", "community-venue"] as const;
export const consentMeans = ["in-person", "phone", "online", "written"] as const;
/** Who agreed to a referral: the person, or somebody who may decide for them. */
export const consentGivers = ["person", "representative"] as const;
/** The details of how to reach somebody, each of which can change by itself. */
export const contactFields = [
  "email",
  "phone",
  "safeToLeaveMessage",
  "preferredChannel",
  "preferredTimes",
] as const;
/** What a person agrees to beside the referral itself: each separate, dated and withdrawable. */
export const consentNames = [
  "shareBackWithReferrer",
  "contactEmployer",
  "shareWithGp",
  "evaluation",
] as const;
/** When a person who asks for a call likes to be called. */
export const callTimes = ["morning", "afternoon", "evening"] as const;
/** Who may be given the plan, each by a consent of its own. */
export const planReaders = ["gp", "employer"] as const;
/** Why a person's record is erased on request. Source: UK GDPR, article 17(1). */
export const erasureReasons = [
  "person-asked",
  "no-longer-needed",
  "recorded-wrongly",
  "legal-obligation",
] as const;
export const employerSizes = ["1-9", "10-49", "50-249", "250-plus", "unknown"] as const;
export const occupationalHealthAnswers = ["yes", "no", "unknown"] as const;
export const areaTests = ["resident", "gp-practice", "jobcentre"] as const;
export const planTypes = ["thrive-at-work", "return-to-work", "seek-work"] as const;
export const followUpPoints = ["13-weeks", "26-weeks"] as const;

export const actionKinds = [
  "physiotherapy",
  "counselling",
  "talking-therapy",
  "occupational-health",
  "employment-advice",
  "flexible-working",
  "adaptive-technology",
  "workplace-relocation",
  "other-adjustment",
  "employer-conversation",
  "debt-advice",
  "skills",
  "physical-activity",
  "community-group",
  "fit-note-conversation",
  "other",
] as const;
export const actionOwners = ["coach", "person", "employer", "service"] as const;
export const actionStates = ["done", "started", "not-started", "dropped"] as const;

/** What an answer says that does not end its task. */
export const attemptResults = [
  "could-not-reach",
  "did-not-attend",
  "rearranged",
  "not-reached",
  "needs-more-time",
] as const;

export const outcomes = [
  "remained-in-work",
  "returned-same-role",
  "returned-with-adjustments",
  "returned-new-role",
  "started-job",
  "started-self-employment",
  "volunteering",
  "education-or-training",
  "closer-to-work",
  "no-change",
  "left-work",
  "not-reached",
] as const;

export const closures = [
  "completed-plan",
  "maximum-duration",
  "withdrew",
  "unable-to-contact",
  "not-eligible-area",
  "not-eligible-other",
  "needs-more-intensive-support",
  "transferred-area",
  "duplicate",
  "health-deteriorated",
  "died",
  "moved-away",
  "other",
] as const;

export const roles = ["coach", "lead", "duty", "commissioner", "national"] as const;

export const taskKinds = [
  "review-referral",
  "wait-for-coach",
  "contact",
  "assessment",
  "plan",
  "review",
  "exit",
  "follow-up",
  "make-safe",
  "check-address",
] as const;

export type ReferrerKind = (typeof referrerKinds)[number];
export type AttemptResult = (typeof attemptResults)[number];
export type EmploymentStatus = (typeof employmentStatuses)[number];
export type Barrier = (typeof barriers)[number];
export type AppointmentChannel = (typeof appointmentChannels)[number];
export type AreaTest = (typeof areaTests)[number];
export type PlanType = (typeof planTypes)[number];
export type FollowUpPoint = (typeof followUpPoints)[number];
export type ConsentName = (typeof consentNames)[number];
export type CallTime = (typeof callTimes)[number];
export type PlanReader = (typeof planReaders)[number];
export type ErasureReason = (typeof erasureReasons)[number];
export type Outcome = (typeof outcomes)[number];
export type Closure = (typeof closures)[number];
export type Role = (typeof roles)[number];
export type TaskKind = (typeof taskKinds)[number];

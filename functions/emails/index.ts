export { acknowledgePerson } from "./acknowledge-person.ts";
export { acknowledgeReferrer } from "./acknowledge-referrer.ts";
export { contactChanged } from "./contact-changed.ts";
export { digest } from "./digest.ts";
export type { Email } from "./email.ts";
export { safetyOverdue } from "./safety-overdue.ts";
export { signInCode } from "./sign-in-code.ts";
export { stopNotice } from "./stop-notice.ts";
export { taskEmail } from "./task-email.ts";

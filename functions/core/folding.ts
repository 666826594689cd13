/**
 * The number of what this version makes of a case's events. It is kept with every folded case: one that was folded
 * under another number is folded anew when it is read. Raise it by one with every change of an event's schema, of the
 * case's, of what evolve makes of events, or of where lists and the queue find a case; test/core/folding.test.ts says
 * when that was forgotten.
 */
export const folding = 2;

/**
 * The number of what this version makes of a case's events. It is kept with every folded case: one that was folded
 * under another number is folded anew when it is read. Raise it by one with every change of an event's schema, of the
 * case's, or of what evolve makes of events; test/core/folding.test.ts says when that was forgotten.
 */
export const folding = 1;

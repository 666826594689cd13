// One after the other, in one file: what the last one does reaches the cases of all.
import "./journey.ts";
import "./repeated-and-lost.ts";

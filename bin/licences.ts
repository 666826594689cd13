import lock from "../package-lock.json" with { type: "json" };
import { licencesOf } from "./licences/licences.ts";

// Lists the licences of every package that is installed, and ends with 1 if one is none that may be used.
const { lines, refused } = licencesOf(lock);
console.log(lines.join("\n"));
if (refused.length > 0) {
  console.error(`\nMay not be used without a decision (bin/licences/licences.ts):\n${refused.join("\n")}`);
  process.exitCode = 1;
}

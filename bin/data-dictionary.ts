import { writeFileSync } from "node:fs";
import { dataDictionary } from "../functions/core/reporting/data-dictionary.ts";

// Writes docs/data-dictionary.md from the registry of measures. `npm test` fails while the file says something else.
writeFileSync(new URL("../docs/data-dictionary.md", import.meta.url), dataDictionary());

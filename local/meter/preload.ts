import { isMainThread } from "node:worker_threads";

// Loaded before local/main.ts by a rehearsal that is metered, in the service's own thread and in that of the table.
// Counters sit where the emulators are reached; functions know nothing of them.

const file = process.env.WORKWELL_METER;
if (file) {
  if (isMainThread) (await import("./service-meter.ts")).meterService(file);
  else (await import("./table-meter.ts")).meterTable(file);
}

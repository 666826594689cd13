import { parentPort, workerData } from "node:worker_threads";
import { serveDynalite } from "./dynalite-server.ts";

// The thread of the DynamoDB emulator: says where it listens, and ends when it is told to.

const { url, close } = await serveDynalite(workerData.folder, workerData.writes);
parentPort?.once("message", async () => {
  await close();
  parentPort?.postMessage("closed");
});
parentPort?.postMessage(url);

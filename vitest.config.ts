import { defineConfig } from "vitest/config";
import { compiledCode } from "./local/made-once.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // One synthesis for all tests that start the service, before the first of them.
    globalSetup: ["test/support/synthesise-once.ts"],
    // As many as there are processors: the default keeps one back, and on two processors that is half the machine.
    maxWorkers: "100%",
    // Services and commands that tests start are compiled once, and not by each of them.
    env: { NODE_COMPILE_CACHE: compiledCode },
    // Bounds for a stuck test on a busy machine; no result depends on time.
    // Files of one worker share what they import: importing it anew for each took four fifths of the time.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

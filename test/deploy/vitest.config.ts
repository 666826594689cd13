import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

// Run by `npm run test:deploy`, once the stack is deployed.
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, "../.."),
    include: ["test/deploy/stories.deploy.ts", "test/adapters/{table,stores,person-index,erasure}.test.ts"],
    maxWorkers: "100%",
    // What fails lets others wait in vain; the first failure is told at once.
    bail: 1,
    env: { POWERTOOLS_LOG_LEVEL: "SILENT" },
    // Bounds for a stuck test; what it waits for has a shorter one.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});

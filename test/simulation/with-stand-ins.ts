import { afterAll, vi } from "vitest";

// A test file whose first import is this one runs the functions with what stands for AWS (stand-ins.ts). Files of one
// worker share what they import: the functions are loaded anew here and, once the file is done, for whoever comes after.

const before = vi.hoisted(() => {
  vi.resetModules();
  const before = { ...process.env };
  Object.assign(process.env, {
    TABLE_NAME: "Cases",
    STATE_MACHINE_ARN: "arn:aws:states:eu-west-2:111111111111:stateMachine:Journey",
    BASE_URL: "https://workwell.example",
    SENDER: "service@workwell.example",
    POWERTOOLS_LOG_LEVEL: "SILENT",
    SAFETY_ALERTS_TOPIC: "arn:aws:sns:eu-west-2:111111111111:SafetyAlerts",
  });
  return before;
});
afterAll(() => {
  vi.resetModules();
  process.env = before;
});
vi.mock("../../functions/adapters/dynamodb-table.ts", async () => {
  const { dynamoDbTable } = await import("./stand-ins.ts");
  return { dynamoDbTable };
});
vi.mock("../../functions/adapters/mailer.ts", async () => {
  const { mailer } = await import("./stand-ins.ts");
  return { mailer };
});
vi.mock("../../functions/adapters/safety-alerts.ts", async () => {
  const { safetyAlerts } = await import("./stand-ins.ts");
  return { safetyAlerts };
});
vi.mock("../../functions/adapters/workflow.ts", async (original) => {
  const { workflow } = await import("./stand-ins.ts");
  return { ...(await original<object>()), workflow, signals: workflow };
});

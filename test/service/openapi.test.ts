import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../functions/routes.ts";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

interface Operation {
  requestBody?: { content: { "application/json": { schema: object } } };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

describe("openapi.json", () => {
  let service: WorkWell;
  let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
  // Formats are checked by the handlers' own schemas; here it is about shapes.
  const ajv = new Ajv2020({ strict: false, validateFormats: false });

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
    document = (await service.get("/openapi.json")).body;
  });
  afterAll(() => service.dispose());

  const operation = (method: string, path: string): Operation => {
    const found = document.paths[path]?.[method];
    if (!found) throw new Error(`${method} ${path} is not described`);
    return found;
  };
  const fits = (schema: object | undefined, value: unknown) => {
    if (!schema) throw new Error("there is no schema");
    const validate = ajv.compile(schema);
    return validate(value) ? [] : validate.errors;
  };
  const answerSchema = (method: string, path: string, status: number) =>
    operation(method, path).responses[status]?.content?.["application/json"]?.schema;

  it("is a valid OpenAPI 3.1 document", async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result).toMatchObject({ valid: true });
    expect(document.openapi).toBe("3.1.0");
  });

  it("describes every route and no other", () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it("takes the referrals that the service takes, and not those that it refuses", async () => {
    const schema = operation("post", "/referrals").requestBody?.content["application/json"].schema;
    expect(fits(schema, aReferral())).toEqual([]);
    for (const wrong of [{}, { ...aReferral(), extra: 1 }, { ...aReferral(), work: { status: "resting" } }]) {
      expect(fits(schema, wrong)).not.toEqual([]);
      expect((await service.post("/referrals", wrong)).status).toBe(422);
    }
  });

  it("tells the truth about what is answered", async () => {
    const mine = { person: { contact: { email: "person@example.org" } } };
    const referred = await service.post("/referrals", aReferral(mine));
    expect(fits(answerSchema("post", "/referrals", 202), referred.body)).toEqual([]);
    await service.advance("PT0S");
    const { reference, statusToken } = referred.body;
    const status = await service.get(`/referrals/${reference}`, { authorization: `Bearer ${statusToken}` });
    expect(fits(answerSchema("get", "/referrals/{reference}", 200), status.body)).toEqual([]);
    const lead = await service.signIn("lead@greater-manchester.example.org");
    const answers: [string, string][] = [
      ["/cases", "/cases"],
      ["/cases/{reference}", `/cases/${reference}`],
      ["/cases/{reference}/plan", `/cases/${reference}/plan`],
      ["/areas", "/areas"],
      ["/areas/{area}", "/areas/greater-manchester"],
      ["/exports", "/exports"],
      ["/management", "/management?month=2026-03"],
      ["/area", "/area"],
      ["/work", "/work"],
      ["/sign-out", "/sign-out"],
      ["/area/rules", "/area/rules"],
      ["/forecast", "/forecast?coaches=2"],
      ["/area/reassign", "/area/reassign?from=coach1@greater-manchester.example.org"],
      ["/area/coaches/{email}/leaving", "/area/coaches/coach1@greater-manchester.example.org/leaving"],
      ["/area/coaches", "/area/coaches"],
      ["/area/coaches/{email}", "/area/coaches/coach1@greater-manchester.example.org"],
      ["/health", "/health"],
    ];
    for (const [path, asked] of answers) {
      const answer = await service.get(asked, lead);
      expect([asked, answer.status, fits(answerSchema("get", path, 200), answer.body)]).toEqual([
        asked,
        200,
        [],
      ]);
    }
    const { email } = aReferral(mine).person.contact;
    const mail = (await service.inbox(email)).at(-1)?.text ?? "";
    const my = new URL(/\S+\/my\/\S+/.exec(mail)?.[0] ?? "none:").pathname;
    expect(fits(answerSchema("get", "/my/{token}", 200), (await service.get(my)).body)).toEqual([]);
    const asked = await service.post(`${my}/call`, { when: "morning" });
    expect(fits(answerSchema("post", "/my/{token}/call", 200), asked.body)).toEqual([]);
    await service.post(`${my}/code`, {});
    const code = /\b\d{6}\b/.exec((await service.inbox(email)).at(-1)?.text ?? "")?.[0];
    const unlocked = await service.post(`${my}/unlock`, { code });
    const details = await service.get(`${my}/details`, { cookie: unlocked.headers.getSetCookie()[0] ?? "" });
    expect(fits(answerSchema("get", "/my/{token}/details", 200), details.body)).toEqual([]);
    const { items } = (await service.get("/cases", lead)).body;
    const task = await service.get(new URL(items[0].openTasks[0].taskUrl).pathname, lead);
    expect(fits(answerSchema("get", "/tasks/{handle}", 200), task.body)).toEqual([]);
    expect(fits(task.body.answerSchema, { outcome: "agreed", channel: "phone" })).toEqual([]);
    expect(fits(task.body.answerSchema, { outcome: "perhaps" })).not.toEqual([]);
  });
});

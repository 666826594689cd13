import { describe, expect, it } from "vitest";
import type { Request } from "../../functions/http/request.ts";
import {
  forgettingCookie,
  rememberedAnswers,
  rememberingCookie,
  remembers,
} from "../../functions/refer-person/organisation.ts";
import { aVisit, typedByPractice } from "../support/visits.ts";

const base = "http://127.0.0.1:3000";
const withCookie = (cookie: string) => ({ headers: { cookie } }) as unknown as Request;
const wanted = aVisit({
  way: "somebody-else",
  answers: [
    ...typedByPractice,
    ["referrer.name", "Samplename Sampleson"],
    ["referrer.odsCode", "A12345"],
    ["remember", "true"],
  ],
});
const cookieOf = (headers: Record<string, string>) => headers["set-cookie"]?.split(";")[0] ?? "";

describe("an organisation", () => {
  it("is remembered with its own details alone, when that is wanted", () => {
    const request = withCookie(cookieOf(rememberingCookie(wanted, base)));
    expect(rememberedAnswers(request)).toEqual([
      ["referrer.kind", "gp"],
      ["referrer.organisation", "Sample Surgery"],
      ["referrer.odsCode", "A12345"],
      ["remember", "true"],
    ]);
    expect(remembers(request)).toBe(true);
  });

  it("leaves nothing about any person on the device", () => {
    const value = cookieOf(rememberingCookie(wanted, base)).slice("organisation=".length);
    const kept = Buffer.from(value, "base64url").toString();
    for (const text of ["Sampleson", "Samplename", "07700900000", "1980", "BL1"]) {
      expect(kept).not.toContain(text);
    }
  });

  it("is not remembered when that is not wanted", () => {
    expect(rememberingCookie(aVisit({ answers: typedByPractice }), base)).toEqual({});
  });

  it("is remembered where only our form reads it, and over https nowhere else", () => {
    expect(rememberingCookie(wanted, base)["set-cookie"]).toMatch(
      /; Max-Age=15724800; Path=\/refer; HttpOnly; SameSite=Lax$/,
    );
    expect(rememberingCookie(wanted, "https://workwell.example.org")["set-cookie"]).toMatch(/; Secure$/);
  });

  it("is forgotten when somebody asks for it", () => {
    expect(forgettingCookie(base)["set-cookie"]).toBe(
      "organisation=; Max-Age=0; Path=/refer; HttpOnly; SameSite=Lax",
    );
  });

  it.each([
    "",
    "organisation=",
    "organisation=rubbish",
    `organisation=${Buffer.from('{"kind":"self","name":"A"}').toString("base64url")}`,
    `organisation=${Buffer.from('{"email":"no address"}').toString("base64url")}`,
    `organisation=${Buffer.from("[1]").toString("base64url")}`,
  ])("that nobody could have had remembered is none (%s)", (cookie) => {
    expect(rememberedAnswers(withCookie(cookie))).toEqual([]);
    expect(remembers(withCookie(cookie))).toBe(false);
  });
});

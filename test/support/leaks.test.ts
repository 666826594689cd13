import { expect, it } from "vitest";
import { leaksOf } from "./leaks.ts";

const born = { what: "birth date", value: "1961-07-23" };
const name = { what: "name", value: "O'Featherstonhaugh-Ørsted" };
const home = { what: "postcode", value: "BL3 6QT" };
const phone = { what: "phone", value: "07700 900461" };
const mail = { what: "email", value: "quilliam@example.net" };

it.each([
  [born, "born 23/07/1961"],
  [born, "23.7.1961"],
  [born, "on 23 July 1961"],
  [born, "Jul 23, 1961"],
  [born, "19610723"],
  [name, "FEATHERSTONHAUGH"],
  [name, "o%27featherstonhaugh-%C3%98rsted"],
  [name, "Ørsted alone"],
  [name, "\\u00d8rsted"],
  [name, Buffer.from("{Featherstonhaugh}").toString("base64")],
  [name, Buffer.from("of Featherstonhaugh").toString("base64url")],
  [name, Buffer.from("x".repeat(11) + name.value).toString("base64")],
  [name, Buffer.from(`x${name.value}`).toString("hex")],
  [home, "bl36qt"],
  [home, "at=BL3+6QT"],
  [home, "at=BL3%25206QT"],
  [phone, "+447700900461"],
  [phone, "07700900461"],
  [mail, "mailto%3Aquilliam%40example.net"],
])("%j is found in %s", (canary, text) => {
  expect(leaksOf([canary], { "the log": `before ${text} after` })).toEqual([
    expect.stringContaining(`${canary.what} in the log: `),
  ]);
});

it.each([
  [born, "2023-07-19"],
  [name, "feather"],
  [mail, "someone@example.net"],
])("%j is not found in %s", (canary, text) => {
  expect(leaksOf([canary], { "the log": text })).toEqual([]);
});

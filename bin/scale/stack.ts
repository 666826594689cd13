import type { Meter } from "../../local/meter/meter.ts";

/** What the stack is made of, as far as it is paid for whether or not anybody is referred. */
export interface StackFacts {
  /** By function, in megabytes. */
  readonly memory: Readonly<Record<string, number>>;
  /** By type of CloudFormation: how many there are. */
  readonly resources: Readonly<Record<string, number>>;
  readonly firewallRules: number;
}

/** All that docs/scale.md is computed from: a rehearsal's counts, and what the production stack is made of. */
export interface Metered extends Meter {
  readonly stack: StackFacts;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly MemorySize?: number; readonly Rules?: readonly unknown[] };
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** The facts of a synthesised template. Types that cost nothing by themselves are left out. */
export function factsOfStack(template: {
  readonly Resources: Readonly<Record<string, Resource>>;
}): StackFacts {
  const all = Object.values(template.Resources);
  const of = (type: string) => all.filter(({ Type }) => Type === type);
  return {
    memory: Object.fromEntries(
      of("AWS::Lambda::Function").map(({ Metadata, Properties }) => [
        nameIn(String(Metadata?.["aws:cdk:path"])),
        Properties?.MemorySize ?? leastMegabytes,
      ]),
    ),
    resources: Object.fromEntries(paidTypes.map((type) => [type, of(type).length])),
    firewallRules: of("AWS::WAFv2::WebACL").reduce(
      (sum, { Properties }) => sum + (Properties?.Rules?.length ?? 0),
      0,
    ),
  };
}

const paidTypes = [
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::KMS::Key",
  "AWS::Lambda::Function",
  "AWS::WAFv2::WebACL",
];

/** What Lambda gives a function that asks for nothing. */
const leastMegabytes = 128;

/** The id of a function's construct, which is its folder's name. */
function nameIn(path: string): string {
  return path.split("/").at(-2) ?? path;
}

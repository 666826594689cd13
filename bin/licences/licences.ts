/** What goes to AWS or to a browser may have these: they ask for no more than that their text is kept. */
const permissive = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MIT-0",
  "Unlicense",
];

/** What only checks, builds or stands in for AWS on one machine may also have this: it is not given to anybody. */
const ofTools = ["MPL-2.0"];

interface Package {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** As much of package-lock.json as says what is installed. */
export interface Lock {
  readonly packages: Readonly<Record<string, Package>>;
}

/** A line for each licence with its packages, production first; and the packages whose licence is none of the above. */
export function licencesOf({ packages }: Lock): { lines: string[]; refused: string[] } {
  const installed = Object.entries(packages).filter(([path]) => path !== "");
  const byLicence = Map.groupBy(installed, ([, each]) => `${useOf(each)}: ${each.license ?? "none told"}`);
  const lines = [...byLicence].map(
    ([licence, all]) => `${licence} (${all.length}): ${[...new Set(all.map(nameOf))].sort().join(", ")}`,
  );
  const refused = installed
    .filter(
      ([, each]) =>
        !isAllowed(each.license ?? "", isOfTools(each) ? [...permissive, ...ofTools] : permissive),
    )
    .map((each) => `${nameOf(each)}: ${each[1].license ?? "none told"}`);
  return { lines: lines.sort().reverse(), refused };
}

/** Whether one of the alternatives of an SPDX expression is allowed, all parts of it. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const alternatives = expression.replaceAll(/[()]/g, "").split(" OR ");
  return alternatives.some((all) => all.split(" AND ").every((each) => allowed.includes(each)));
}

function isOfTools({ dev, devOptional }: Package): boolean {
  return dev === true || devOptional === true;
}

function useOf(each: Package): string {
  return isOfTools(each) ? "development" : "production";
}

function nameOf([path, { version }]: readonly [string, Package]): string {
  return `${path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)}@${version}`;
}

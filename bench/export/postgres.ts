import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * The seconds that PostgreSQL's COPY takes to read and to write the lines of a file, in a server of its own that lives
 * as long as this call; or why there are none.
 */
export function copyInPostgres(file: string, folder: string): { into: number; out: number } | string {
  if (spawnSync("initdb", ["--version"]).error || spawnSync("psql", ["--version"]).error)
    return "not present";
  const data = join(folder, "postgres");
  mkdirSync(data);
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? userNamed("postgres") : undefined;
  if (user) {
    chmodSync(folder, 0o755);
    chownSync(data, user.uid, user.gid);
  }
  const server = (command: string, given: string[]) =>
    spawnSync(command, given, { ...user, cwd: data, encoding: "utf8", stdio: "ignore" }).status === 0;
  if (!server("initdb", ["-D", data, "-U", "bench", "-A", "trust"])) return "initdb failed";
  const control = ["-D", data, "-w", "-o", `-k ${data} -c listen_addresses=`];
  if (!server("pg_ctl", [...control, "start"])) return "the server did not start";
  try {
    return timed(file, data);
  } finally {
    server("pg_ctl", ["-D", data, "-w", "-m", "immediate", "stop"]);
  }
}

function timed(file: string, host: string): { into: number; out: number } | string {
  const whole = "with (format csv, delimiter E'\\x01', quote E'\\x02')";
  const input = [
    "create table facts (line text);",
    "\\timing on",
    `\\copy facts from '${file}' ${whole}`,
    `\\copy facts to '/dev/null' ${whole}`,
  ].join("\n");
  const psql = spawnSync(
    "psql",
    ["-X", "-v", "ON_ERROR_STOP=1", "-h", host, "-U", "bench", "-d", "postgres"],
    {
      input,
      encoding: "utf8",
    },
  );
  const [into, out] = [...psql.stdout.matchAll(/Time: ([\d.]+) ms/g)].map(([, ms]) => Number(ms) / 1000);
  return into && out ? { into, out } : psql.stderr.trim();
}

function userNamed(name: string): { uid: number; gid: number } {
  const number = (flag: string) => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout);
  return { uid: number("-u"), gid: number("-g") };
}

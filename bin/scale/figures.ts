/** Two significant figures, with commas: more would pretend to know more. */
export function figure(value: number): string {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(2));
  const size = Math.floor(Math.log10(Math.abs(rounded)));
  const decimals = Math.min(Math.max(0, 1 - size), 6);
  return rounded.toLocaleString("en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** Dollars, in two significant figures; below half a cent as such. */
export function dollars(value: number): string {
  return value > 0 && value < 0.000_01 ? "under $0.00001" : `$${figure(value)}`;
}

/** As it was set: an assumption, a limit. */
export function exact(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 9 });
}

/** Large numbers in words people say: "2.5 million". */
export function inWords(value: number): string {
  if (value >= 1e9) return `${figure(value / 1e9)} billion`;
  if (value >= 1e6) return `${figure(value / 1e6)} million`;
  return figure(value);
}

/** A share of one, as a percentage. */
export function percent(share: number): string {
  return `${figure(share * 100)}%`;
}

/** A Markdown table; numbers on the right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = (text: string) => /^(under )?[$\d*]/.test(text);
  const rules = heads.map((_, at) =>
    at > 0 && rows.every((row) => isNumber(row[at] ?? "")) ? "--:" : "---",
  );
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(rules), ...rows.map(line)].join("\n");
}

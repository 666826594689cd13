import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { ChartLine } from "../../core/reporting/report.ts";
import { type Html, trusted } from "../html.ts";

/** In CSS pixels: as narrow as a phone, so that its words are never shrunk beyond reading. */
const width = 360;
const lineHeight = 42;
/** A bold character at most, in any font that may stand in for Arial. */
const characterWidth = 9;
/** Between a bar, or the mark of a standard, and its words. */
const gap = 8;
/** However long the words, bars keep as much as this. */
const shortestScale = 120;

const blue = "#1d70b8";
const black = "#0b0c0c";
const text = { type: "text", align: "left", baseline: "middle", font: "Arial", color: black } as const;

/**
 * Bars under their labels, as an SVG without script, style, link or id. The same lines give the same bytes. It is
 * hidden from those who listen: a table must say the same.
 */
export async function drawChart(lines: readonly ChartLine[]): Promise<Html> {
  const svg = await new View(parse(compile(specOf(lines)).spec), { renderer: "none" }).toSVG();
  return trusted(svg.replace("<svg ", '<svg class="chart" aria-hidden="true" focusable="false" '));
}

interface Point {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function specOf(lines: readonly ChartLine[]): TopLevelSpec {
  const ends = lines.map(({ length = 0, reach = 0, standard = 0 }) => Math.max(length, reach, standard));
  const longest = Math.max(1, ...ends);
  const words = Math.max(...lines.map((line) => line.text.length));
  const scaleWidth = Math.max(shortestScale, width - gap - words * characterWidth);
  const scale = { domain: [0, (longest * width) / scaleWidth], nice: false, zero: true };
  const points = (told: (line: ChartLine, end: number) => Partial<Point> | undefined): Point[] =>
    lines.flatMap((line, index) => {
      const point = told(line, ends[index] ?? 0);
      return point ? [{ line: index, from: 0, to: 0, text: "", ...point }] : [];
    });
  const x = { field: "to", type: "quantitative", scale, axis: null } as const;
  const bar = { x: { ...x, field: "from" }, x2: { field: "to" } } as const;
  return {
    width,
    height: { step: lineHeight },
    padding: 0,
    autosize: "none",
    background: "white",
    config: { aria: false, view: { stroke: null } },
    encoding: {
      y: {
        field: "line",
        type: "ordinal",
        scale: { domain: lines.map((_, index) => index), padding: 0 },
        axis: null,
      },
    },
    layer: [
      {
        data: { values: points(({ label }) => ({ text: label })) },
        mark: { ...text, dy: -12, fontSize: 13 },
        encoding: { x: { value: 0 }, text: { field: "text" } },
      },
      {
        data: { values: points(({ length }) => (length === undefined ? undefined : { to: length })) },
        mark: { type: "bar", height: 16, yOffset: 8, color: blue },
        encoding: bar,
      },
      {
        data: {
          values: points(({ length, reach }) =>
            length === undefined || reach === undefined ? undefined : { from: length, to: reach },
          ),
        },
        mark: { type: "bar", height: 4, yOffset: 8, color: blue },
        encoding: bar,
      },
      {
        data: { values: points(({ standard }) => (standard === undefined ? undefined : { to: standard })) },
        mark: { type: "tick", orient: "vertical", thickness: 3, size: 22, yOffset: 8, color: black },
        encoding: { x },
      },
      {
        data: { values: points(({ text }, end) => ({ to: end, text })) },
        mark: { ...text, dx: gap, dy: 8, fontSize: 13, fontWeight: "bold" },
        encoding: { x, text: { field: "text" } },
      },
    ],
  };
}

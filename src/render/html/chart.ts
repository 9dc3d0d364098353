import type { ChartView } from "../../documents/views/document-view.ts";
import { escapeHtml } from "./page.ts";

export const chartStyles = `.chart { display: block; max-width: 100%; height: auto; }
.chart line { stroke: var(--muted); stroke-width: 1; }
.chart .good { fill: var(--create); } .chart .bad { fill: var(--remove); }
`;

const barWidth = 8;
const gap = 2;
/** Of each half: what is good stands above the line, what is bad hangs below it. */
const half = 22;

function bar({ label, good, bad }: ChartView["bars"][number], x: number, most: number): string {
  if (good + bad === 0) return "";
  // However few they are beside the others, they can be seen.
  const height = (count: number): number =>
    count === 0 ? 0 : Math.max(2, Math.round((count / most) * (half - 2)));
  const rectangle = (name: string, y: number, tall: number): string =>
    tall === 0
      ? ""
      : `<rect class="${name}" x="${x}" y="${y}" width="${barWidth}" height="${tall}" rx="1"/>`;
  const [up, down] = [height(good), height(bad)];
  return `<g><title>${escapeHtml(label)}</title>${rectangle("good", half - up - 1, up)}${rectangle("bad", half + 1, down)}</g>`;
}

/**
 * A number over time as inline SVG. Direction tells good from bad as well as color does, and each bar
 * has its numbers as a title.
 */
export function chartSvg({ label, bars }: ChartView): string {
  const most = bars.reduce((highest, { good, bad }) => Math.max(highest, good, bad), 1);
  const width = bars.length * (barWidth + gap) - gap;
  return [
    `<svg class="chart" role="img" aria-label="${escapeHtml(label)}" viewBox="0 0 ${width} ${half * 2}" width="${width}" height="${half * 2}">`,
    `<line x1="0" y1="${half}" x2="${width}" y2="${half}"/>`,
    ...bars.map((one, index) => bar(one, index * (barWidth + gap), most)),
    "</svg>",
  ].join("");
}

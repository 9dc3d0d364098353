import type { DeliveryBucket } from "../../model/fleet-health.ts";
import { showShortTime } from "../delivery/show-short-time.ts";
import { escapeHtml } from "../html/escape-html.ts";

const barWidth = 8;
const gap = 2;
/** Of each half: what succeeded stands above the line, what failed hangs below it. */
const half = 22;

function bar({ start, deliveries, failures }: DeliveryBucket, x: number, most: number): string {
  if (deliveries === 0) return "";
  const successes = deliveries - failures;
  // However few they are beside the others, they can be seen.
  const height = (count: number): number =>
    count === 0 ? 0 : Math.max(2, Math.round((count / most) * (half - 2)));
  const rectangle = (name: string, y: number, tall: number): string =>
    tall === 0
      ? ""
      : `<rect class="${name}" x="${x}" y="${y}" width="${barWidth}" height="${tall}" rx="1"/>`;
  const [up, down] = [height(successes), height(failures)];
  const words = `from ${showShortTime(start)}: ${successes} succeeded, ${failures} failed`;
  return `<g><title>${escapeHtml(words)}</title>${rectangle("good", half - up - 1, up)}${rectangle("bad", half + 1, down)}</g>`;
}

/**
 * Success over time as inline SVG. Direction tells success from failure as well as colour does, and
 * each bar has its numbers as a title.
 */
export function deliveryChart(buckets: readonly DeliveryBucket[]): string {
  const total = buckets.reduce((sum, { deliveries }) => sum + deliveries, 0);
  const failures = buckets.reduce((sum, bucket) => sum + bucket.failures, 0);
  const most = buckets.reduce(
    (highest, bucket) => Math.max(highest, bucket.failures, bucket.deliveries - bucket.failures),
    1,
  );
  const width = buckets.length * (barWidth + gap) - gap;
  const label = `${total} deliveries over time, ${failures} failed`;
  return [
    `<svg class="chart" role="img" aria-label="${escapeHtml(label)}" viewBox="0 0 ${width} ${half * 2}" width="${width}" height="${half * 2}">`,
    `<line x1="0" y1="${half}" x2="${width}" y2="${half}"/>`,
    ...buckets.map((bucket, index) => bar(bucket, index * (barWidth + gap), most)),
    "</svg>",
  ].join("");
}

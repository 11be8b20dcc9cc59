/** Which line is highest along the x axis of a chart, and where that is sure. */
import type { Line, Stretch } from './chart.js';
import type { Look } from './palette.js';

/** The event loop at 1x, which sweep charts draw no line for. */
interface Flat {
  look: Look;
  level: number;
}

/** Places between two measured points: a stretch is known to a fiftieth of their distance. */
const steps = 50;

/** Lines are straight between their points on a log y axis, as they are drawn. */
export function winnersOf(lines: readonly Line[], flat: Flat | null, isLogX: boolean): Stretch[] {
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(({ x }) => x)))].sort(
    (a, b) => a - b,
  );
  const edges = xs.slice(1).flatMap((to, index) => {
    const from = xs[index] ?? to;
    return Array.from({ length: steps }, (_, step): [number, number] => [
      between(from, to, step / steps, isLogX),
      between(from, to, (step + 1) / steps, isLogX),
    ]);
  });
  return edges.reduce<Stretch[]>((stretches, [from, to]) => {
    const winner = winnerAt(between(from, to, 0.5, isLogX), lines, flat, isLogX);
    const last = stretches.at(-1);
    if (!winner) return stretches;
    if (last?.to === from && last.look === winner.look && last.isSure === winner.isSure) {
      last.to = to;
      return stretches;
    }
    return [...stretches, { from, to, ...winner }];
  }, []);
}

interface Height {
  look: Look;
  y: number;
  low: number;
  high: number;
}

function winnerAt(x: number, lines: readonly Line[], flat: Flat | null, isLogX: boolean) {
  const heights = lines.flatMap((line) => heightAt(x, line, isLogX) ?? []);
  if (flat) heights.push({ look: flat.look, y: flat.level, low: flat.level, high: flat.level });
  const [first, ...others] = heights.sort((a, b) => b.y - a.y);
  return first && { look: first.look, isSure: others.every(({ high }) => high < first.low) };
}

function heightAt(x: number, { look, points }: Line, isLogX: boolean): Height | null {
  const index = points.findIndex((point) => point.x >= x);
  const [before, after] = [points[index - 1], points[index]];
  if (!before || !after) return null;
  const share = shareOf(x, before.x, after.x, isLogX);
  const at = (read: (point: Line['points'][number]) => number) =>
    between(read(before), read(after), share, true);
  return { look, y: at(({ y }) => y), low: at(({ low }) => low), high: at(({ high }) => high) };
}

function between(from: number, to: number, share: number, isLog: boolean): number {
  return isLog ? from * (to / from) ** share : from + (to - from) * share;
}

function shareOf(x: number, from: number, to: number, isLog: boolean): number {
  return isLog ? Math.log(x / from) / Math.log(to / from) : (x - from) / (to - from);
}

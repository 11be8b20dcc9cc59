/** How long a request would have waited for the main loop at each moment of one batch. */
import type { Period } from '../../record/run-record.js';
import type { Axis, Line, LineChart } from '../chart.js';
import { timeTicks } from '../timeline/layout.js';
import { delay, durationUnit } from '../units.js';
import type { MeasuredCell, SectionInput } from './input.js';

/** Shorter waits are not worth a picture. */
const leastMs = 10;

/** Of the workload whose traced batch keeps a timer waiting longest; null where none waits long. */
export function loopDelayChart(
  { environment }: SectionInput,
  cells: readonly MeasuredCell[],
): LineChart | null {
  const worst = cells.toSorted((a, b) => longestMs(b) - longestMs(a))[0];
  if (!worst || longestMs(worst) < leastMs) return null;
  const { workload, model } = worst;
  const traced = cells.filter((cell) => cell.workload === workload && cell.cell.mainLoop);
  const title = `In one batch of ${workload}, ${model} keeps a timer waiting for up to ${delay(longestMs(worst))}`;
  const endMs = Math.max(...traced.map(endOf));
  return {
    kind: 'lines',
    id: 'loop-delay',
    title,
    subtitle: environment,
    description: `${title}. A line for each model over the time of the batch.`,
    looks: traced.map(({ look }) => look),
    x: timeAxis('time since the start of the batch', endMs, 900),
    y: timeAxis('wait for the main loop', longestMs(worst), 400),
    lines: traced.map(line),
    crossings: [],
  };
}

/** Who comes while the loop is blocked waits until its end: the line falls from there to nothing. */
function line(cell: MeasuredCell): Line {
  const blocked = cell.cell.mainLoop?.blocked ?? [];
  const teeth = blocked.flatMap(([from, to]) => [
    { x: from, y: 0 },
    { x: from, y: to - from },
    { x: to, y: 0 },
  ]);
  const curve = [{ x: 0, y: 0 }, ...teeth, { x: endOf(cell), y: 0 }];
  return { look: cell.look, points: [], bounds: [], curve };
}

function longestMs({ cell }: MeasuredCell): number {
  const length = ([from, to]: Period) => to - from;
  return Math.max(0, ...(cell.mainLoop?.blocked ?? []).map(length));
}

function endOf({ cell }: MeasuredCell): number {
  const tasks = cell.spans.map(({ finished }) => finished);
  return Math.max(0, ...tasks, ...(cell.mainLoop?.blocked ?? []).map(([, to]) => to));
}

function timeAxis(title: string, max: number, pixels: number): Axis {
  const unit = durationUnit([max]);
  const ticks = timeTicks({ from: 0, to: max }, pixels).map((value) => ({
    value,
    label: `${Number((value / unit.size).toPrecision(4))} ${unit.symbol}`,
  }));
  return { title, scale: 'linear', min: 0, max, ticks };
}

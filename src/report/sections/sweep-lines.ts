/** A line per model along a swept parameter, by its speed-up over the event loop. */
import type { WorkloadJudgement } from '../../verdict/verdict.js';
import { axisValues, log2Axis } from '../chart.js';
import type { Axis, CrossingMark, Line, LineChart } from '../chart.js';
import type { Look } from '../palette.js';
import { paramName, paramValue } from '../wording.js';
import type { SectionInput } from './input.js';

/** The event loop is the line at 1x and has none of its own. */
export function sweepChart(
  { judgement, looks, environment }: SectionInput,
  { id, title, param, marks }: { id: string; title: string; param: string; marks: CrossingMark[] },
): LineChart {
  const workloads = judgement.workloads.filter(({ params }) => typeof params[param] === 'number');
  const lines = looks
    .filter((look) => look.model !== 'event-loop')
    .map((look) => line(look, workloads, param));
  const heights = lines.flatMap(({ points, bounds }) => [
    ...points.flatMap(({ y, low, high }) => axisValues({ value: y, low, high })),
    ...bounds.map(({ y }) => y),
  ]);
  return {
    kind: 'lines',
    id,
    title,
    subtitle: environment,
    description: `${title}. ${lines.map((item) => describe(item, param)).join(' ')}`,
    looks: lines.map((item) => item.look),
    x: sweepAxis(param, workloads),
    y: log2Axis('speed-up over the event loop', heights),
    lines,
    crossings: marks,
  };
}

function line(look: Look, workloads: WorkloadJudgement[], param: string): Line {
  const measured = workloads
    .flatMap(({ params, cells }) => {
      const numbers = cells.find((cell) => cell.model === look.model)?.numbers;
      return numbers?.speedUp ? [{ x: Number(params[param]), ...numbers, ...numbers.speedUp }] : [];
    })
    .sort((a, b) => a.x - b.x);
  return {
    look,
    points: measured.map(({ x, value, low, high }) => ({ x, y: value, low, high })),
    bounds: measured.flatMap(({ x, bound }) => (bound ? [{ x, y: bound.value }] : [])),
  };
}

/** A parameter that grows by factors gets an axis of factors. */
function sweepAxis(param: string, workloads: WorkloadJudgement[]): Axis {
  const values = [...new Set(workloads.map(({ params }) => Number(params[param])))].sort(
    (a, b) => a - b,
  );
  const [min = 0, max = 1] = [values[0], values.at(-1)];
  const step = Math.ceil(values.length / 11);
  return {
    title: `${paramName(param)} of a task`,
    scale: min > 0 && max / min >= 50 ? 'log' : 'linear',
    min,
    max,
    ticks: values
      .filter((_, index) => index % step === 0)
      .map((value) => ({ value, label: paramValue(param, value) })),
  };
}

function describe({ look, points }: Line, param: string): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return '';
  return `${look.model} goes from ${first.y.toPrecision(3)}x at ${paramValue(param, first.x)} to ${last.y.toPrecision(3)}x at ${paramValue(param, last.x)}.`;
}

/** Where the lines of two models cross along the parameter that the suite sweeps. */
import type { Crossing, Judgement, WorkloadJudgement } from '../../verdict/verdict.js';
import { axisValues, log2Axis } from '../chart.js';
import type { Axis, CrossingMark, Line, LineChart } from '../chart.js';
import type { Section } from '../document.js';
import type { Look } from '../palette.js';
import { paramName, paramValue } from '../wording.js';
import type { SectionInput } from './input.js';

/** One section, if the suite sweeps a parameter to find a crossing. */
export function crossoverSections(input: SectionInput): Section[] {
  const { suite } = input.record;
  if (suite.picture !== 'crossover' || suite.sweptParam === null) return [];
  const chart = crossoverChart(input, suite.sweptParam);
  if (chart.lines.every((line) => line.points.length < 2)) return [];
  return [
    {
      id: 'crossover',
      name: 'Crossover',
      heading: chart.title,
      lead: `Each line is a model, its band the 95 % interval; the dashed line is what the law of the loop allows at most. Where the lines cross, the better model changes.`,
      blocks: [{ kind: 'chart', chart }],
      limits:
        'Between the measured points the lines are drawn straight; the crossing carries the uncertainty of its neighbours.',
    },
  ];
}

function crossoverChart(input: SectionInput, param: string): LineChart {
  const { judgement, looks, environment } = input;
  const workloads = judgement.workloads.filter(({ params }) => typeof params[param] === 'number');
  const lines = looks
    .filter((look) => look.model !== 'event-loop')
    .map((look) => line(look, workloads, param));
  const heights = lines.flatMap(({ points, bounds }) => [
    ...points.flatMap(({ y, low, high }) => axisValues({ value: y, low, high })),
    ...bounds.map(({ y }) => y),
  ]);
  const title = finding(judgement, param);
  return {
    kind: 'lines',
    id: 'crossover',
    title,
    subtitle: environment,
    description: `${title}. ${lines.map((item) => describe(item, param)).join(' ')}`,
    looks: lines.map((item) => item.look),
    x: sweepAxis(param, workloads),
    y: log2Axis('speed-up over the event loop', heights),
    lines,
    crossings: judgement.crossings.flatMap((crossing) => mark(crossing)),
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

function sweepAxis(param: string, workloads: WorkloadJudgement[]): Axis {
  const values = [...new Set(workloads.map(({ params }) => Number(params[param])))].sort(
    (a, b) => a - b,
  );
  const step = Math.ceil(values.length / 11);
  return {
    title: `${paramName(param)} of a task`,
    scale: 'linear',
    min: values[0] ?? 0,
    max: values.at(-1) ?? 1,
    ticks: values
      .filter((_, index) => index % step === 0)
      .map((value) => ({ value, label: paramValue(param, value) })),
  };
}

function mark({ param, at, models }: Crossing): CrossingMark[] {
  if (at === null) return [];
  const { low, value, high } = at;
  return [{ low, at: value, high, label: `${models.join(' = ')} at ${paramValue(param, value)}` }];
}

/** `async-pool:20 wins below a CPU share of 49 % (46 % to 53 %), worker-pool:2 above; the law says 50 %` */
function finding(judgement: Judgement, param: string): string {
  const name = paramName(param);
  const crossing = judgement.crossings.find((item) => item.param === param && item.at !== null);
  if (!crossing?.at) return `No lines cross over the measured range of ${name}`;
  const { at, models, ahead, predicted } = crossing;
  const above = models.find((model) => model !== ahead) ?? models[1];
  const range = `${paramValue(param, at.low)} to ${paramValue(param, at.high)}`;
  const law = predicted === null ? '' : `; the law says ${paramValue(param, predicted)}`;
  return `${ahead ?? models[0]} wins below a ${name} of ${paramValue(param, at.value)} (${range}), ${above} above${law}`;
}

function describe({ look, points }: Line, param: string): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return '';
  return `${look.model} goes from ${first.y.toPrecision(3)}x at ${paramValue(param, first.x)} to ${last.y.toPrecision(3)}x at ${paramValue(param, last.x)}.`;
}

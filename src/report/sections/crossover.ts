/** Where the lines of two models cross along the parameter that the suite sweeps. */
import type { Crossing, Judgement } from '../../verdict/verdict.js';
import type { CrossingMark, LineChart } from '../chart.js';
import type { Section } from '../document.js';
import { figureField, tableOf, textField } from '../fields.js';
import type { Look } from '../palette.js';
import type { Table } from '../table.js';
import { paramName, paramValue } from '../wording.js';
import { winnersOf } from '../winners.js';
import type { SectionInput } from './input.js';
import { sweepChart } from './sweep-lines.js';

/** A crossing that was found. */
type Found = Crossing & { at: NonNullable<Crossing['at']> };

/** One section, if the suite sweeps a parameter to find a crossing. */
export function crossoverSections(input: SectionInput): Section[] {
  const { picture, sweptParam } = input.record.suite;
  if (picture !== 'crossover' || sweptParam === null) return [];
  const crossings = foundCrossings(input.judgement, sweptParam);
  const lines = sweepChart(input, {
    id: 'crossover',
    title: finding(crossings[0], sweptParam),
    param: sweptParam,
    marks: crossings
      .filter(({ models }) => !models.includes('event-loop'))
      .slice(0, mostMarks)
      .map(mark),
  });
  const chart = withWinners(lines, input.looks, sweptParam);
  if (chart.lines.every((line) => line.points.length < 2)) return [];
  const table = crossingsTable(crossings, sweptParam);
  return [
    {
      id: 'crossover',
      name: 'Crossover',
      heading: chart.title,
      lead: 'Each line is a model, its band the 95 % interval; the dashed line is what the law of the loop allows at most. Where two lines cross, the better of the two models changes. The strip below tells the fastest of all; it is hatched where intervals overlap, so that another may be as fast.',
      isAnswer: true,
      blocks: [
        { kind: 'chart', chart },
        ...(crossings.length > 0 ? [{ kind: 'table' as const, table, isFolded: false }] : []),
      ],
      limits:
        'Between the measured points the lines are drawn straight; the crossing carries the uncertainty of its neighbours.',
    },
  ];
}

/** The chart with the strip of the fastest models, said in its description too. */
function withWinners(chart: LineChart, looks: readonly Look[], param: string): LineChart {
  const loop = looks.find(({ model }) => model === 'event-loop');
  const flat = loop ? { look: loop, level: 1 } : null;
  const winners = winnersOf(chart.lines, flat, chart.x.scale === 'log');
  const told = winners.map(({ from, to, look, isSure }) => {
    const range = `${paramValue(param, from)} to ${paramValue(param, to)}`;
    return `${look.model} from ${range}${isSure ? '' : ', unsure'}`;
  });
  const x = { ...chart.x, note: 'strip: the fastest model, hatched where intervals overlap' };
  return { ...chart, x, winners, description: `${chart.description} Fastest: ${told.join('; ')}.` };
}

/** The event loop has no line of its own, so its crossings come last; those that the law foretells first. */
function foundCrossings({ crossings }: Judgement, param: string): Found[] {
  const withoutLine = ({ models }: Crossing) => Number(models.includes('event-loop'));
  const unforetold = ({ predicted }: Crossing) => Number(predicted === null);
  return crossings
    .flatMap((item) => (item.param === param && item.at ? [{ ...item, at: item.at }] : []))
    .sort((a, b) => withoutLine(a) - withoutLine(b) || unforetold(a) - unforetold(b));
}

/** More marks than this cover each other. */
const mostMarks = 2;

function crossingsTable(crossings: Found[], param: string): Table {
  const show = (value: number) => paramValue(param, value);
  const figure = (key: string, header: string, read: (crossing: Found) => number | null) =>
    figureField<Found>({ key, header }, show, read);
  const fields = [
    textField<Found>('below', 'better below', (crossing) => sides(crossing).below),
    textField<Found>('above', 'better above', (crossing) => sides(crossing).above),
    figure('at', 'crossing', ({ at }) => at.value),
    figure('low', 'at least', ({ at }) => at.low),
    figure('high', 'at most', ({ at }) => at.high),
    figure('predicted', 'the law says', ({ predicted }) => predicted),
  ];
  const caption = 'Where the better of two models changes';
  return tableOf({ id: 'crossings', caption }, fields, crossings);
}

function sides({ models, ahead }: Crossing): { below: string; above: string } {
  const below = ahead ?? models[0];
  return { below, above: models.find((model) => model !== below) ?? models[1] };
}

function mark({ param, at: { low, value, high }, models }: Found): CrossingMark {
  return { low, at: value, high, label: `${models.join(' = ')} at ${paramValue(param, value)}` };
}

/** `async-pool:20 is faster than worker-pool:2 up to a CPU share of 49 % (46 % to 53 %); the law says 50 %` */
function finding(crossing: Found | undefined, param: string): string {
  const name = paramName(param);
  if (!crossing) return `No lines cross over the measured range of ${name}`;
  const { at, predicted } = crossing;
  const { below, above } = sides(crossing);
  const range = `${paramValue(param, at.low)} to ${paramValue(param, at.high)}`;
  const law = predicted === null ? '' : `; the law says ${paramValue(param, predicted)}`;
  return `${below} is faster than ${above} up to a ${name} of ${paramValue(param, at.value)} (${range})${law}`;
}

/** From which length of a task on it pays to hand it over to another thread or process. */
import type { BreakEven, Estimate } from '../../verdict/verdict.js';
import type { CrossingMark } from '../chart.js';
import type { Section } from '../document.js';
import type { Look } from '../palette.js';
import { figureField, tableOf, textField } from '../fields.js';
import type { Table } from '../table.js';
import { paramName, paramValue } from '../wording.js';
import type { SectionInput } from './input.js';
import { sweepChart } from './sweep-lines.js';

/** One section, if the suite sweeps the length of a task. */
export function grainSections(input: SectionInput): Section[] {
  const { picture, sweptParam: param } = input.record.suite;
  if (picture !== 'grain' || param === null) return [];
  const breakEvens = input.judgement.breakEvens.filter((one) => one.param === param);
  const title = finding(breakEvens);
  const chart = sweepChart(input, {
    id: 'grain',
    title,
    param,
    marks: breakEvens.flatMap((one) => mark(one, input.looks)),
  });
  if (chart.lines.every((line) => line.points.length < 2)) return [];
  return [
    {
      id: 'grain',
      name: 'Grain',
      heading: title,
      lead: 'Each line is a model, its band the 95 % interval; the dashed line is what the law of the loop allows at most. Where a line rises above 1x, handing a task over begins to pay. map() packs short tasks together; with chunkSize=1 each travels alone, as by submit().',
      isAnswer: true,
      blocks: [
        { kind: 'chart', chart: { ...chart, reference: 1 } },
        { kind: 'table', table: breakEvenTable(breakEvens, param), isFolded: false },
      ],
      limits:
        'Tasks that compute and move next to no data: what bytes cost is another question (suite payload). Between the measured lengths the time that a model saves is taken to grow in proportion to the length.',
    },
  ];
}

/** `A worker pays from tasks of 3.1 µs (2.5 µs to 4 µs), a process from 5.2 µs (4 µs to 7 µs)` */
function finding(breakEvens: BreakEven[]): string {
  const packed = breakEvens.filter(({ model }) => !isOneByOne(model));
  const told = packed.length > 0 ? packed : breakEvens;
  const [first, ...others] = told.map((one) => ({ one, name: nameOf(one.model, told) }));
  if (!first) return 'No model was held against the event loop';
  const rest = others.map(({ one, name }) => `${name} ${where(one)}`);
  return [`${capital(first.name)} pays ${where(first.one, 'tasks of ')}`, ...rest].join(', ');
}

function where({ pays, param, at }: BreakEven, of = ''): string {
  switch (pays) {
    case 'above':
      return `from ${of}${at ? withRange(param, at) : 'some length'}`;
    case 'below':
      return `up to ${of}${at ? withRange(param, at) : 'some length'}`;
    case 'everywhere':
      return 'at every measured length';
    case 'nowhere':
      return 'at no measured length';
  }
}

function withRange(param: string, { value, low, high }: Estimate): string {
  return `${paramValue(param, value)} (${paramValue(param, low)} to ${paramValue(param, high)})`;
}

const nouns: Record<string, string> = {
  'async-pool': 'an async pool',
  'worker-pool': 'a worker',
  'process-pool': 'a process',
  queue: 'a queue',
};

/** `a worker`, unless there are several kinds of it. */
function nameOf(model: string, told: BreakEven[]): string {
  const kindOf = (text: string) => text.split(':', 1)[0] ?? text;
  const isAlone = told.filter((other) => kindOf(other.model) === kindOf(model)).length === 1;
  return (isAlone && nouns[kindOf(model)]) || model;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isOneByOne(model: string): boolean {
  return model.endsWith(' chunkSize=1');
}

function mark({ model, pays, param, at }: BreakEven, looks: Look[]): CrossingMark[] {
  const look = looks.find((candidate) => candidate.model === model);
  if (!at || !look) return [];
  const side = pays === 'above' ? 'from' : 'up to';
  const label = `${model} ${side} ${paramValue(param, at.value)}`;
  return [{ low: at.low, at: at.value, high: at.high, label, look, height: 1 }];
}

function breakEvenTable(breakEvens: BreakEven[], param: string): Table {
  const show = (value: number) => paramValue(param, value);
  const figure = (key: string, header: string, read: (at: Estimate) => number) =>
    figureField<BreakEven>({ key, header }, show, ({ at }) => at && read(at));
  const fields = [
    textField<BreakEven>('model', 'model', ({ model }) => model),
    textField<BreakEven>('pays', 'pays', ({ pays }) => paysWords[pays]),
    figure('at', 'break-even', ({ value }) => value),
    figure('low', 'at least', ({ low }) => low),
    figure('high', 'at most', ({ high }) => high),
  ];
  const caption = `From which ${paramName(param)} on a model is faster than the event loop`;
  return tableOf({ id: 'break-evens', caption }, fields, breakEvens);
}

const paysWords: Record<BreakEven['pays'], string> = {
  above: 'above',
  below: 'below',
  everywhere: 'at every measured length',
  nowhere: 'at no measured length',
};

/** What it costs to move the data of a task, by how much there is and by how it travels. */
import type { Estimate, MoveCost, MoveCostStop } from '../../verdict/verdict.js';
import { durationAxis } from '../chart.js';
import type { Axis, LineChart } from '../chart.js';
import type { Section } from '../document.js';
import { tableOf, textField } from '../fields.js';
import type { Field } from '../fields.js';
import { looksOf } from '../palette.js';
import { absent } from '../table.js';
import type { Table } from '../table.js';
import { duration, significant } from '../units.js';
import { listed, paramName, paramValue } from '../wording.js';
import type { SectionInput } from './input.js';

/** One section, if the suite sweeps the amount of data. */
export function payloadSections(input: SectionInput): Section[] {
  const { picture, sweptParam: param } = input.record.suite;
  const costs = input.judgement.moveCosts;
  if (picture !== 'payload' || param === null || costs.length === 0) return [];
  const title = finding(costs, param);
  return [
    {
      id: 'payload',
      name: 'Payload',
      heading: title,
      lead: 'Each line is a model and a way for the data to travel, its band the 95 % interval: by how much a task takes longer than on the event loop, there and back. The table also says how long a task has to compute to be worth it.',
      isAnswer: true,
      blocks: [
        { kind: 'chart', chart: costChart(input, costs, param, title) },
        { kind: 'table', table: costTable(costs, param), isFolded: false },
      ],
      limits:
        'Moving and computing are counted one after the other; where they overlap, shorter tasks pay as well. Data of many small objects costs more to clone than the same amount in one buffer.',
    },
  ];
}

/** `16 MB there and back: worker-pool:2 12.1 ms cloned, 0.05 ms transferred; process-pool:2 60 ms cloned` */
function finding(costs: MoveCost[], param: string): string {
  const most = Math.max(...costs.flatMap(({ stops }) => stops.map(({ amount }) => amount)));
  const models = [...new Set(costs.map(({ model }) => model))];
  const texts = models.map((model) => {
    const parts = costs
      .filter((cost) => cost.model === model)
      .flatMap(({ via, stops }) => {
        const stop = stops.find(({ amount }) => amount === most);
        return stop ? [`${duration(stop.costMs.value)} ${viaWord(via)}`.trimEnd()] : [];
      });
    return `${listed(parts)} with ${model}`;
  });
  return `${paramValue(param, most)} there and back cost ${texts.join('; ')}`;
}

function viaWord(via: string | null): string {
  const words: Record<string, string> = { clone: 'cloned', transfer: 'transferred' };
  return via === null ? '' : (words[via] ?? via);
}

/** A cost below this is noise. */
const leastMs = 0.001;

function costChart(
  { environment }: SectionInput,
  costs: MoveCost[],
  param: string,
  title: string,
): LineChart {
  const looks = looksOf(costs.map(nameOf));
  const onAxis = (ms: number) => Math.max(leastMs, ms);
  const values = costs.flatMap(({ stops }) =>
    stops.flatMap(({ costMs: { value, high } }) => [value, Math.min(high, value * 4)]),
  );
  return {
    kind: 'lines',
    id: 'payload',
    title,
    subtitle: environment,
    description: `${title}.`,
    looks,
    x: amountAxis(costs, param),
    y: durationAxis('extra time of a task', values, leastMs),
    lines: looks.map((look) => ({
      look,
      points: (costs.find((cost) => nameOf(cost) === look.model)?.stops ?? []).map(
        ({ amount, costMs: { value, low, high } }) => ({
          x: amount,
          y: onAxis(value),
          low: onAxis(low),
          high: onAxis(high),
        }),
      ),
      bounds: [],
    })),
    crossings: [],
  };
}

function nameOf({ model, via, workload }: MoveCost): string {
  return `${model} ${viaWord(via) || workload}`;
}

function amountAxis(costs: MoveCost[], param: string): Axis {
  const amounts = costs.flatMap(({ stops }) => stops.map(({ amount }) => amount));
  const values = [...new Set(amounts)].sort((a, b) => a - b);
  return {
    title: `${paramName(param)} in, and as many out`,
    scale: 'log',
    min: values[0] ?? 1,
    max: values.at(-1) ?? 1,
    ticks: values.map((value) => ({ value, label: paramValue(param, value) })),
  };
}

interface CostRow extends MoveCostStop {
  cost: MoveCost;
}

function costTable(costs: MoveCost[], param: string): Table {
  const rows = costs.flatMap((cost) => cost.stops.map((stop): CostRow => ({ ...stop, cost })));
  const fields: Field<CostRow>[] = [
    textField('model', 'model', ({ cost }) => cost.model),
    textField('via', 'travels', ({ cost }) => viaWord(cost.via) || cost.workload),
    {
      column: { key: param, header: paramName(param), align: 'right', dropOrder: 0 },
      cell: ({ amount }) => ({ text: paramValue(param, amount), value: amount }),
    },
    timeField('costMs', 'costs', ({ costMs }) => costMs),
    timeField('paysFromMs', 'worth it from', ({ paysFromMs }) => paysFromMs),
  ];
  const caption = 'What the move of a task costs, and how long it has to compute to be worth it';
  return tableOf({ id: 'payload', caption }, fields, rows);
}

function timeField(
  key: string,
  header: string,
  read: (row: CostRow) => Estimate | null,
): Field<CostRow> {
  return {
    column: { key, header, align: 'right', dropOrder: 0, hasInterval: true },
    cell: (row) => {
      const estimate = read(row);
      if (!estimate) return absent;
      const { value, low, high } = estimate;
      return {
        text: signed(value),
        detail: `${signed(low)} to ${signed(high)}`,
        value,
        interval: { low, high },
      };
    },
  };
}

/** An interval that reaches below nothing says that the cost is lost in the noise. */
function signed(ms: number): string {
  return ms < 0 ? `−${duration(-ms)}` : ms === 0 ? significant(0) : duration(ms);
}

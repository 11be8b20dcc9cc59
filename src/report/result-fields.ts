/** What can be said about a judged cell, each as a field of a table. */
import type { CellNumbers, CellResult, WorkloadJudgement } from '../verdict/verdict.js';
import { byteField, delayField, durationField, figureField, textField } from './fields.js';
import type { Field } from './fields.js';
import { absent } from './table.js';
import * as units from './units.js';
import { boundTermWord, comparisonWord } from './wording.js';

export interface ResultRow {
  workload: WorkloadJudgement;
  result: CellResult;
  numbers: CellNumbers | null;
}

type Rows = readonly ResultRow[];
type ResultField = Field<ResultRow>;

export const workload: ResultField = textField('workload', 'workload', (row) => row.workload.key);
export const model: ResultField = textField('model', 'model', (row) => row.result.model);

export function wall(rows: Rows): ResultField {
  const unit = units.durationUnit(rows.map(({ numbers }) => numbers?.wallMs.value ?? 0));
  return {
    column: { ...right('wallMs', 'wall time', 2), hasInterval: true },
    cell: ({ numbers }) => {
      if (!numbers) return absent;
      const { value, low, high } = numbers.wallMs;
      const detail = units.plusMinus(low, high, value, unit);
      return { text: units.inUnit(value, unit), detail, value, interval: { low, high } };
    },
  };
}

export const throughput: ResultField = {
  column: { ...right('tasksPerSecond', 'tasks/s', 10), hasInterval: true },
  cell: ({ numbers }) => {
    if (!numbers) return absent;
    const { value, low, high } = numbers.tasksPerSecond;
    return { text: units.significant(value), value, interval: { low, high } };
  },
};

/** `1.86x` `of 2x` */
export const speedUp: ResultField = {
  column: { ...right('speedUp', 'speed-up', 0), hasInterval: true },
  cell: ({ numbers }) => {
    if (!numbers?.speedUp) return absent;
    const { value, low, high } = numbers.speedUp;
    const bound = numbers.comparison === 'reference' ? null : numbers.bound;
    return {
      text: units.times(value),
      ...(bound && { detail: `of ${units.bound(bound.value)}` }),
      value,
      interval: { low, high },
    };
  },
};

/** Words for people; CSV has the ends already beside the speed-up. */
export const interval: ResultField = {
  column: { key: 'interval', header: '95 % interval', align: 'left', dropOrder: 9 },
  cell: ({ numbers }) =>
    !numbers?.speedUp || numbers.comparison === 'reference'
      ? absent
      : { text: units.range(numbers.speedUp.low, numbers.speedUp.high), value: null },
};

/** Where a cell failed, the reason stands in the place of the result. */
export const comparison: ResultField = {
  column: { key: 'comparison', header: 'result', align: 'left', dropOrder: 1 },
  cell: ({ numbers, result: { failure } }) => {
    if (numbers) return { ...comparisonWord(numbers.comparison), value: numbers.comparison };
    const text = failure ? `failed: ${failure.kind}` : 'no samples';
    return { text, value: text, tone: 'doubt' };
  },
};

export const boundedBy: ResultField = {
  column: { key: 'bound', header: 'bound set by', align: 'left', dropOrder: 11 },
  cell: ({ numbers }) =>
    numbers?.bound
      ? { text: boundTermWord(numbers.bound.limitedBy), value: numbers.bound.value }
      : absent,
};

export function cpuPerTask(rows: Rows): ResultField {
  const heading = { key: 'cpuMsPerTask', header: 'CPU per task', dropOrder: 8 };
  return durationField(heading, rows, ({ numbers }) => numbers && numbers.cpuMsPerTask);
}

export const loopShare: ResultField = figureField(
  { key: 'loopShare', header: 'main loop busy', dropOrder: 11 },
  units.percent,
  ({ numbers }) => numbers && numbers.loopShare,
);

/** A median wait of 10 ms or a longest one of 100 ms is felt by everything else on the loop. */
const feltDelayMs = { p50: 10, max: 100 };

export function loopDelay(rows: Rows): ResultField {
  const heading = { key: 'loopDelayP99Ms', header: 'delay p99', dropOrder: 7 };
  const plain = delayField(heading, rows, ({ numbers }: ResultRow) =>
    numbers ? numbers.loopDelayMs.p99 : null,
  );
  return {
    ...plain,
    cell: (row) => {
      const { p50 = 0, max = 0 } = row.numbers?.loopDelayMs ?? {};
      const isFelt = p50 >= feltDelayMs.p50 || max >= feltDelayMs.max;
      return isFelt ? { ...plain.cell(row), detail: '!', tone: 'doubt' } : plain.cell(row);
    },
  };
}

export function peakRss(rows: Rows): ResultField {
  const heading = { key: 'peakRssBytes', header: 'peak memory', dropOrder: 9 };
  return byteField(heading, rows, ({ numbers }) => numbers && numbers.peakRssBytes);
}

export function idleRss(rows: Rows): ResultField {
  const heading = { key: 'idleRssBytes', header: 'idle memory', dropOrder: 13 };
  return byteField(heading, rows, ({ numbers }) => numbers && numbers.idleRssBytes);
}

/** The rest of the CPU time is user time. */
export function cpuSystemPerTask(rows: Rows): ResultField {
  const heading = { key: 'cpuSystemMsPerTask', header: 'of it in the kernel', dropOrder: 15 };
  return durationField(heading, rows, ({ numbers }) => {
    const share = numbers?.resources.systemShare ?? null;
    return numbers && share !== null ? numbers.cpuMsPerTask * share : null;
  });
}

export const voluntarySwitches: ResultField = figureField(
  { key: 'voluntarySwitchesPerTask', header: 'waits per task', dropOrder: 16 },
  units.significant,
  ({ numbers }) => numbers && numbers.resources.voluntarySwitchesPerTask,
);

export const involuntarySwitches: ResultField = figureField(
  { key: 'involuntarySwitchesPerTask', header: 'preempted per task', dropOrder: 16 },
  units.significant,
  ({ numbers }) => numbers && numbers.resources.involuntarySwitchesPerTask,
);

export const starvedShare: ResultField = figureField(
  { key: 'starvedShare', header: 'ready, no CPU', dropOrder: 16 },
  units.percent,
  ({ numbers }) => numbers && numbers.resources.starvedShare,
);

export const gcShare: ResultField = figureField(
  { key: 'gcShare', header: 'GC', dropOrder: 12 },
  units.percent,
  ({ numbers }) => numbers && numbers.gcShare,
);

export function startup(rows: Rows): ResultField {
  const heading = { key: 'startupMs', header: 'start-up', dropOrder: 12 };
  return durationField(heading, rows, ({ numbers }) => numbers && numbers.startupMs);
}

export const doubts: ResultField = {
  column: { key: 'warnings', header: 'warnings', align: 'left', dropOrder: 14 },
  cell: ({ result: { warnings } }) => {
    const text = warnings.join(' ');
    return { text, value: text === '' ? null : text };
  },
};

function right(key: string, header: string, dropOrder: number) {
  return { key, header, align: 'right' as const, dropOrder };
}

/** `summary.json`: the verdicts and key figures of a run, for programs. */
import { z } from 'zod';
import type { RunRecord } from '../record/run-record.js';
import type {
  CellResult,
  Choice,
  Estimate,
  Judgement,
  MoveCost,
  Scaling,
  WorkloadJudgement,
} from '../verdict/verdict.js';

const estimate = z
  .strictObject({ value: z.number(), low: z.number(), high: z.number() })
  .describe('A value with its 95 % interval');
const choice = z.strictObject({ model: z.string(), speedUp: estimate.nullable() });

const summaryCell = z.strictObject({
  id: z.string().describe('`workload/model`'),
  workload: z.string(),
  model: z.string(),
  tasks: z.number(),
  wallMs: estimate.nullable().describe('Median over all samples, for the whole batch.'),
  tasksPerSecond: estimate.nullable(),
  speedUp: estimate.nullable().describe('Over `event-loop`.'),
  comparison: z.enum(['reference', 'faster', 'slower', 'same', 'unclear']).nullable(),
  bound: z
    .strictObject({ value: z.number(), limitedBy: z.enum(['concurrency', 'loop', 'cpus']) })
    .nullable()
    .describe('Largest speed-up that the law of the loop allows, and the term that sets it'),
  cost: z
    .strictObject({
      cpuMsPerTask: z.number(),
      peakRssBytes: z.number(),
      idleRssBytes: z.number(),
      startupMs: z.number(),
    })
    .nullable(),
  failure: z.strictObject({ kind: z.string(), message: z.string() }).nullable(),
});

const summaryVerdict = z.strictObject({
  workload: z.string(),
  nature: z.enum(['io-bound', 'cpu-bound', 'cpu-bound-off-loop', 'blocking', 'mixed', 'unknown']),
  loopShare: z.number().nullable().describe('L: busy share of the loop while one task runs alone.'),
  cpuShare: z.number().nullable().describe('U: CPUs used while one task runs alone.'),
  best: choice.nullable(),
  reason: z.string(),
  runnerUp: choice.nullable(),
  unclear: z.boolean(),
});

const summaryCrossing = z
  .strictObject({
    workload: z.string(),
    param: z.string().describe('The parameter that the suite sweeps'),
    models: z.tuple([z.string(), z.string()]),
    ahead: z.string().nullable().describe('The faster of the two below `at`'),
    at: estimate.nullable().describe('Null where the lines do not cross'),
    predicted: z.number().nullable().describe('Where the law of the loop puts it'),
  })
  .describe('Where the lines of two models cross along a swept parameter');

const summaryBreakEven = z
  .strictObject({
    workload: z.string(),
    param: z.string().describe('The parameter that the suite sweeps'),
    model: z.string(),
    pays: z.enum(['above', 'below', 'everywhere', 'nowhere']),
    at: estimate.nullable().describe('Null where it pays at every measured value, or at none'),
  })
  .describe('Along a swept parameter, where a model is faster than the event loop');

const summaryScaling = z
  .strictObject({
    workload: z.string(),
    pool: z.string().describe('`async-pool:n`, `worker-pool:k`'),
    trend: z.enum(['flat', 'grows', 'levels-off', 'peaks', 'unclear']),
    enough: estimate.describe('The smallest size that none beats by more than 5 %'),
    top: z.strictObject({ model: z.string(), size: z.number(), speedUp: estimate }),
    law: z
      .strictObject({ contention: estimate, coherency: estimate, knee: estimate.nullable() })
      .nullable()
      .describe('The universal scalability law through the levels, or null where it does not fit'),
  })
  .describe('How the speed-up of a pool grows with its size');

const summaryMoveCost = z
  .strictObject({
    workload: z.string(),
    via: z.string().nullable().describe('How the data travels: `clone`, `transfer`, `shared`'),
    model: z.string(),
    stops: z.array(
      z.strictObject({
        amount: z.number().describe('Of the parameter that the suite sweeps'),
        costMs: estimate.describe('Time of a task beyond that on the event loop'),
        paysFromMs: estimate.nullable().describe('Work from which on the move is worth it'),
      }),
    ),
  })
  .describe('What it costs to move the data of a task there and back');

export const summarySchema = z.strictObject({
  schema: z.literal('loop-or-pool/summary@1'),
  id: z.string(),
  status: z.enum(['complete', 'interrupted']),
  suite: z.string(),
  cells: z.array(summaryCell),
  verdicts: z.array(summaryVerdict),
  crossings: z.array(summaryCrossing),
  breakEvens: z.array(summaryBreakEven),
  scalings: z.array(summaryScaling),
  moveCosts: z.array(summaryMoveCost),
  warnings: z.array(z.string()),
});

export type Summary = z.infer<typeof summarySchema>;

export const sideBySideSchema = z.strictObject({
  schema: z.literal('loop-or-pool/side-by-side@1'),
  runs: z.array(
    z.strictObject({
      label: z.string().describe('What tells this run from the others.'),
      facts: z.record(z.string(), z.string()).describe('Node, machine, parameters and the like.'),
      summary: summarySchema,
    }),
  ),
  warnings: z.array(z.string()).describe('What must not be compared, or only with care.'),
});

export type SideBySideSummary = z.infer<typeof sideBySideSchema>;

/** The summary as an object that is written as JSON. */
export function renderSummary(record: RunRecord, judgement: Judgement): Summary {
  return {
    schema: 'loop-or-pool/summary@1',
    id: record.id,
    status: record.status,
    suite: record.suite.name,
    cells: judgement.workloads.flatMap(({ key, cells }) =>
      cells.map((cell) => cellSummary(key, cell)),
    ),
    verdicts: judgement.workloads.map(verdictSummary),
    crossings: judgement.crossings.map((one) => ({ ...one, at: interval(one.at) })),
    breakEvens: judgement.breakEvens.map((one) => ({ ...one, at: interval(one.at) })),
    scalings: judgement.scalings.map(scalingSummary),
    moveCosts: judgement.moveCosts.map(moveCostSummary),
    warnings: judgement.warnings,
  };
}

function cellSummary(workload: string, cell: CellResult): Summary['cells'][number] {
  const { id, model, tasks, numbers, failure } = cell;
  return {
    id,
    workload,
    model,
    tasks,
    wallMs: interval(numbers?.wallMs),
    tasksPerSecond: interval(numbers?.tasksPerSecond),
    speedUp: interval(numbers?.speedUp),
    comparison: numbers?.comparison ?? null,
    bound: numbers?.bound
      ? { value: numbers.bound.value, limitedBy: numbers.bound.limitedBy }
      : null,
    cost: numbers && {
      cpuMsPerTask: numbers.cpuMsPerTask,
      peakRssBytes: numbers.peakRssBytes,
      idleRssBytes: numbers.idleRssBytes,
      startupMs: numbers.startupMs,
    },
    failure,
  };
}

function verdictSummary({ key, nature, verdict }: WorkloadJudgement): Summary['verdicts'][number] {
  return {
    workload: key,
    nature: nature.measured,
    loopShare: nature.loopShare?.value ?? null,
    cpuShare: nature.cpuShare?.value ?? null,
    best: verdict.best && chosen(verdict.best),
    reason: verdict.reason,
    runnerUp: verdict.runnerUp && chosen(verdict.runnerUp),
    unclear: verdict.status === 'unclear',
  };
}

function scalingSummary({ workload, pool, trend, enough, top, law, knee }: Scaling) {
  return {
    workload,
    pool,
    trend,
    enough: asInterval(enough),
    top: { model: top.model, size: top.size, speedUp: asInterval(top.speedUp) },
    law: law.kind === 'fit' ? { contention: law.contention, coherency: law.coherency, knee } : null,
  };
}

function moveCostSummary({ stops, ...cost }: MoveCost) {
  return {
    ...cost,
    stops: stops.map(({ amount, costMs, paysFromMs }) => ({
      amount,
      costMs: asInterval(costMs),
      paysFromMs: interval(paysFromMs),
    })),
  };
}

function chosen({ model, speedUp }: Choice): { model: string; speedUp: Interval | null } {
  return { model, speedUp: interval(speedUp) };
}

type Interval = z.infer<typeof estimate>;

function interval(value: Estimate | null | undefined): Interval | null {
  return value ? asInterval(value) : null;
}

function asInterval({ value, low, high }: Estimate): Interval {
  return { value, low, high };
}

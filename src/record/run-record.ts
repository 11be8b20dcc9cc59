/**
 * The run record: everything that was measured, and nothing that was derived.
 *
 * It is the waist of the project. What measures writes it, what judges and reports reads it, and a
 * stored record can be judged again by a later version. Times are milliseconds, sizes are bytes.
 */
import { z } from 'zod';

const milliseconds = z.number().nonnegative();
const bytes = z.number().int().nonnegative();

/** A distribution of one batch's per-task times; a percentile is null where too few tasks back it. */
const taskTimes = z.strictObject({
  p50: milliseconds,
  p90: milliseconds.nullable(),
  p99: milliseconds.nullable(),
  max: milliseconds,
  count: z.number().int().positive(),
});

/** As pairs, which `statistics/histogram` reads: distance from the bucket before, count. */
const histogram = z.array(z.number().int().nonnegative());

const sample = z.strictObject({
  round: z.number().int().nonnegative(),
  /** Makespan of the batch; with several repetitions their mean. */
  wallMs: z.number().positive(),
  /** How often the batch was repeated inside this sample because it is short for the timer. */
  repetitions: z.number().int().positive(),
  /** User and system time of every thread and child, per batch. */
  cpuMs: milliseconds,
  /** Of it in the kernel; of children in steps of 10 ms. */
  cpuSystemMs: milliseconds.optional(),
  /** Threads were ready to run but had no CPU for so long, added up, per batch. */
  runQueueMs: milliseconds.optional(),
  /** Of all threads and children, per batch. */
  contextSwitches: z
    .strictObject({ voluntary: z.number().nonnegative(), involuntary: z.number().nonnegative() })
    .optional(),
  /** Busy share of the main loop, 0 to 1. */
  loopShare: z.number().min(0).max(1),
  /** Of the busy time: its thread waited for a CPU that others of the tree had, per batch. */
  loopQueueMs: milliseconds.optional(),
  loopDelayMs: z.strictObject({ p50: milliseconds, p99: milliseconds, max: milliseconds }),
  /** Largest resident size of the cell's process tree during the sample. */
  peakRssBytes: bytes,
  gcMs: milliseconds,
  /** Started to finished. */
  taskMs: taskTimes,
  /** Submitted to started. */
  waitMs: taskTimes,
});

/** Tasks that came at a rate of their own, over all samples of a process. Histograms are of ms. */
const offered = z.strictObject({
  /** Tasks that were due. */
  tasks: z.number().int().positive(),
  /** Not begun within the patience; in the histograms with the time until they were given up. */
  dropped: z.number().int().nonnegative(),
  /** Submitted more than 10 ms after they were due, because the loop was busy. */
  late: z.number().int().nonnegative(),
  /** Until the last result, all samples added up. */
  spanMs: milliseconds,
  /** Due to finished, due to started, started to finished. */
  latencyHistogram: histogram,
  waitHistogram: histogram,
  serviceHistogram: histogram,
});

/** A host that others have started, and that has run tasks. */
const queueHost = z.strictObject({
  /** Machine and process. */
  name: z.string(),
  machine: z.string(),
  /** What runs its tasks. */
  model: z.string(),
  /** Tasks that it runs at a time. */
  slots: z.number().int().positive(),
});

/** What a queue took beside the work, of all tasks of all samples. */
const queueTimes = z.strictObject({
  /** From when a task could have begun, submitted and with its lane free, to when it did. */
  handOverHistogram: histogram,
  /** From its end to its result at the caller. */
  returnHistogram: histogram,
  /** Empty where the run has started the hosts. */
  hosts: z.array(queueHost),
});

const cellProcess = z.strictObject({
  /** Which of the cell's processes this is, counted from 0; paired across the cells of a workload. */
  index: z.number().int().nonnegative(),
  /** From opening the executor to the result of a first trivial task. */
  startupMs: milliseconds,
  /** Resident size of the open, idle executor's process tree. */
  idleRssBytes: bytes,
  /** In older records: what the cell has now, of this process. */
  taskHistogram: histogram.optional(),
  waitHistogram: histogram.optional(),
  /** Of a cell on a queue. */
  queue: queueTimes.optional(),
  /** Where the run has an offered load. */
  offered: offered.optional(),
  samples: z.array(sample),
});

/** One task of the traced batch; times count from the batch's start. */
const span = z.strictObject({
  submitted: milliseconds,
  started: milliseconds,
  finished: milliseconds,
  lane: z.number().int().nonnegative(),
});

/** Its ends, from the start of the traced batch. */
const period = z.tuple([milliseconds, milliseconds]);

/** What the loop that hands out tasks did during the traced batch; the first thousand of each. */
const mainLoop = z.strictObject({
  /** A timer was due, and the loop did not get round to it. */
  blocked: z.array(period),
  /** Its thread collected garbage. */
  collections: z.array(period),
});

const failure = z.strictObject({
  /** What went wrong: the workload threw, its process died, it ran into the time limit, ... */
  kind: z.enum(['threw', 'exited', 'timed-out', 'wrong-output', 'outputs-differ', 'unavailable']),
  message: z.string(),
  stack: z.string().optional(),
});

const nature = z.enum(['cpu', 'io', 'mixed']);
const paramValue = z.union([z.number(), z.string(), z.boolean()]);

const recordedWorkload = z.strictObject({
  /** The workload's name, with those parameters that tell it from its siblings: `mixed(cpuShare=0.25)`. */
  key: z.string(),
  name: z.string(),
  description: z.string(),
  /** The author's claim. */
  nature,
  params: z.record(z.string(), paramValue),
});

const cell = z.strictObject({
  /** `workload key/model` */
  id: z.string(),
  workload: recordedWorkload,
  model: z.string(),
  /** Loops that run tasks: 1 for `event-loop` and `async-pool`, k for `worker-pool:kxc`. */
  workers: z.number().int().positive(),
  /** Tasks in flight on each of them. */
  concurrency: z.number().int().positive(),
  tasks: z.number().int().positive(),
  processes: z.array(cellProcess),
  /** All tasks of all samples: started to finished, and submitted to started. */
  taskHistogram: histogram.optional(),
  waitHistogram: histogram.optional(),
  spans: z.array(span),
  mainLoop: mainLoop.optional(),
  outputsHash: z.string().nullable(),
  warnings: z.array(z.string()),
  error: failure.nullable(),
});

const environment = z.strictObject({
  /** Bucketed, so that a MHz or a MB more is no new machine. */
  fingerprint: z.string(),
  os: z.string(),
  osRelease: z.string(),
  arch: z.string(),
  cpuModel: z.string(),
  /** CPUs available to the process: affinity and cgroup quota counted. */
  cpus: z.number().positive(),
  /** CPUs granted by the cgroup, or null without a quota. */
  cpuQuota: z.number().positive().nullable(),
  memoryBytes: bytes,
  node: z.string(),
  v8: z.string(),
  uvThreadpoolSize: z.number().int().positive(),
  /** One-minute load average before the run. */
  loadAverage: z.number().nonnegative(),
  timerResolutionNs: z.number().positive(),
  /** How machine and Node were set up; null where the system does not tell. */
  machine: z
    .strictObject({
      /** Of the machine, whether or not this process may use them. */
      cpus: z.number().int().positive(),
      /** Of the control group. */
      memoryLimitBytes: bytes.nullable(),
      freeMemoryBytes: bytes,
      governor: z.string().nullable(),
      hasTurbo: z.boolean().nullable(),
      /** Names alone. */
      nodeFlags: z.array(z.string()),
      isDebugged: z.boolean(),
    })
    .optional(),
});

/** What else the machine did while the run went on; null where the system does not tell. */
const conditions = z.strictObject({
  /** CPUs that other programs kept busy: over the whole run, and in its worst second. */
  othersCpus: z.strictObject({ mean: z.number().nonnegative(), max: z.number().nonnegative() }),
  /** Share of the CPU time that a hypervisor gave to other machines. */
  stealShare: z.number().min(0).max(1).nullable(),
  /** Share of the control group's periods in which its CPU quota was used up. */
  throttledShare: z.number().min(0).max(1).nullable(),
  /** Share of the time in which some task of the machine waited for it; this run's own tasks count. */
  pressure: z
    .strictObject({
      cpu: z.number().min(0).max(1),
      memory: z.number().min(0).max(1),
      io: z.number().min(0).max(1),
    })
    .nullable(),
});

const settings = z.strictObject({
  preset: z.enum(['default', 'quick', 'rigorous']),
  /** Fresh processes per cell. Where the budget does not suffice, at least `minProcesses`. */
  processes: z.number().int().positive(),
  minProcesses: z.number().int().positive(),
  /** Rounds per process; how many within these limits the budget decides. */
  minRounds: z.number().int().positive(),
  maxRounds: z.number().int().positive(),
  /** Planned length of the run, start-up and warm-up included. */
  budgetMs: z.number().positive(),
  /** Wanted half-width of a speed-up's interval, relative. */
  precision: z.number().positive(),
  /** Longest a single sample may take before its cell has failed. */
  timeLimitMs: z.number().positive(),
});

const suite = z.strictObject({
  name: z.string(),
  description: z.string(),
  picture: z.enum(['speed-up', 'scaling', 'crossover', 'grain', 'payload']),
  /** The parameter that the suite sweeps, if it sweeps one. */
  sweptParam: z.string().nullable(),
  /** What was asked for instead of the suite's own, or of the preset's: it takes the same to measure again. */
  given: z
    .strictObject({
      models: z.array(z.string()).optional(),
      tasks: z.number().int().positive().optional(),
      /** Each `name=value`. */
      params: z.array(z.string()).optional(),
      rate: z.number().positive().optional(),
      processes: z.number().int().positive().optional(),
      rounds: z.number().int().positive().optional(),
      precision: z.number().positive().optional(),
      budgetMs: z.number().positive().optional(),
    })
    .optional(),
});

/** Which part of a plan was measured: whole workloads, so that every comparison stays on one machine. */
const shard = z.strictObject({
  /** Counted from 1. */
  index: z.number().int().positive(),
  count: z.number().int().positive(),
  /** Fingerprint of the whole plan: what all its parts have in common. */
  plan: z.string(),
});

/** A run that was measured in parts: where each part comes from. */
const mergedShard = z.strictObject({
  index: z.number().int().positive(),
  runId: z.string(),
  environment,
  /** Keys of the workloads that were measured there. */
  workloads: z.array(z.string()),
});

const offeredLoad = z.strictObject({
  /** Tasks per second. */
  rate: z.number().positive(),
  arrivals: z.enum(['poisson', 'constant']),
  /** A task that has not begun so long after it was due is dropped, as by a client that leaves. */
  patienceMs: z.number().positive(),
});

/** Where the queue of a run was. User and password are never stored. */
const queueSite = z.strictObject({
  host: z.string(),
  port: z.number().int().positive(),
  tls: z.boolean(),
  hasPassword: z.boolean(),
  /** The run has started the Redis for itself. */
  isOwn: z.boolean(),
  /** The queue's name, where hosts of others serve it; null: each cell had hosts and a queue of its own. */
  name: z.string().nullable(),
});

export const runRecordSchema = z.strictObject({
  schema: z.literal('loop-or-pool/run@1'),
  id: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  status: z.enum(['complete', 'interrupted']),
  seed: z.number().int().nonnegative(),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  source: z
    .strictObject({ commit: z.string(), branch: z.string().nullable(), dirty: z.boolean() })
    .nullable(),
  suite,
  settings,
  /** Beside each sample's batch, its tasks were offered at this rate. */
  load: offeredLoad.optional(),
  /** Of the run; of its first part, if it was measured in parts. */
  environment,
  conditions: conditions.optional(),
  /** Where cells were on a queue. */
  queue: queueSite.optional(),
  /** In a part of a run that is measured on several machines. */
  shard: shard.optional(),
  /** In a run that was put together from its parts. */
  shards: z.array(mergedShard).optional(),
  cells: z.array(cell),
});

export type RunRecord = z.infer<typeof runRecordSchema>;
export type Cell = z.infer<typeof cell>;
export type CellProcess = z.infer<typeof cellProcess>;
export type CellFailure = z.infer<typeof failure>;
export type Sample = z.infer<typeof sample>;
export type OfferedLoad = z.infer<typeof offeredLoad>;
export type OfferedOutcome = z.infer<typeof offered>;
export type Span = z.infer<typeof span>;
export type Period = z.infer<typeof period>;
export type MainLoop = z.infer<typeof mainLoop>;
export type TaskTimes = z.infer<typeof taskTimes>;
export type RecordedWorkload = z.infer<typeof recordedWorkload>;
export type Conditions = z.infer<typeof conditions>;
export type Environment = z.infer<typeof environment>;
export type RunSettings = z.infer<typeof settings>;
export type RunSuite = z.infer<typeof suite>;
export type Shard = z.infer<typeof shard>;
export type QueueHostRecord = z.infer<typeof queueHost>;
export type QueueSite = z.infer<typeof queueSite>;
export type Nature = z.infer<typeof nature>;
export type ParamValue = z.infer<typeof paramValue>;

/** Where a cell was measured. */
export function environmentOf(record: RunRecord, cell: Cell): Environment {
  const part = record.shards?.find(({ workloads }) => workloads.includes(cell.workload.key));
  return (part ?? record).environment;
}

/**
 * Checks that a value read from elsewhere is a run record.
 *
 * @throws {RecordError} naming every field that is wrong.
 */
export function parseRunRecord(value: unknown): RunRecord {
  const parsed = runRecordSchema.safeParse(value);
  if (!parsed.success) throw new RecordError(z.prettifyError(parsed.error));
  return parsed.data;
}

/** A value that should be a run record is none. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
  constructor(problems: string) {
    super(`not a loop-or-pool run record (loop-or-pool/run@1):\n${problems}`);
  }
}

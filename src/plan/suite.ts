/** A suite says which cells to measure and which picture they make. Declarations only, no code runs. */
import type { ParamValue } from '../workload/define-workload.js';

/** The picture a suite is drawn for. */
export type Picture = 'speed-up' | 'scaling' | 'crossover' | 'grain' | 'payload';

/** Tasks that arrive at a rate of their own, whether or not earlier ones are done. */
export interface SuiteLoad {
  /** Tasks per second. */
  rate: number;
  /** `poisson`: as from many clients that know nothing of each other. Default. */
  arrivals?: 'poisson' | 'constant';
  /** A task that has not begun so many ms after it was due is dropped. Default 1000. */
  patienceMs?: number;
}

/** A built-in workload's name, or a name with parameters, and models, of its own. */
export type SuiteWorkload =
  | string
  | {
      name: string;
      params: Record<string, ParamValue>;
      /** Instead of the suite's. */
      models?: string[];
    };

/** Which cells to measure, and which picture they make. */
export interface Suite {
  /** What `run` calls it. */
  name: string;
  /** Half a sentence for tables. */
  description: string;
  /** Each is measured under each model. */
  workloads: SuiteWorkload[];
  /**
   * As in `worker-pool:cpusx10`; `cpus` stands for the CPUs available to the process. With
   * `chunkSize=N` behind it, as in `worker-pool:2 chunkSize=1`, so many tasks travel together.
   * `async-pool:1..64` and `worker-pool:1..2cpus` are ladders of models, by doubling.
   */
  models: string[];
  /** Tasks in a batch. Default 20. */
  tasks?: number;
  /** A parameter to measure at each of these values, for every workload of the suite. */
  sweep?: Sweep;
  /** Offers the tasks of a batch at this rate as well, and tells their latency. */
  load?: SuiteLoad;
  /** The chart that the report opens with. */
  picture: Picture;
}

/** A parameter that a suite measures at several values. */
export interface Sweep {
  /** Its name; every workload of the suite has it. */
  param: string;
  /** In the order in which the picture shows them. */
  values: ParamValue[];
  /** Tasks in a batch at each of the values. Default: the suite's at all of them. */
  tasks?: number[];
}

/** Declares a suite, as the default export of a module in `benchmarks/`. */
export function defineSuite(suite: Suite): Suite {
  return suite;
}

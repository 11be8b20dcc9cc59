/** Flags that `compare` and `check` share, and what they say to those who measure. */
import type { PlanOptions } from '../plan/expand.js';
import type { MinimumEffect } from '../verdict/regression-pairs.js';
import { USUAL_EFFECT } from '../verdict/regression-pairs.js';
import {
  asText,
  duration,
  inGroup,
  listFlag,
  repeatedFlag,
  share,
  switchFlag,
  valueFlag,
  wholeNumber,
} from './flags.js';
import type { FlagValues } from './flags.js';
import type { ProjectConfig } from './project-config.js';

const files = {
  json: valueFlag('FILE', 'write it as JSON; - is stdout and alone on it', asText),
  markdown: valueFlag('FILE', 'as Markdown, for a job summary or a comment; or -', asText),
  html: valueFlag('FILE', 'as a page; or -', asText),
  junit: valueFlag('FILE', 'as JUnit XML, for a CI service; or -', asText),
};

/** Where each format goes, if anywhere. */
export type ComparisonFiles = FlagValues<typeof files>;

export const outputFlags = inGroup('Output:', {
  ...files,
  out: valueFlag('DIR', 'keep the records of what was measured there', asText),
  strict: switchFlag('exit with 5 if a cell cannot be told or compared'),
});

export const versionFlags = inGroup('Versions:', {
  base: valueFlag('REF', 'a commit, branch or tag to measure beside the working tree', asText),
  head: valueFlag('DIR', 'the working tree (default: the current folder)', asText),
  install: valueFlag('COMMAND', "installs base's packages (default: by its lock file)", asText),
  build: valueFlag('COMMAND', 'builds each version (default: npm run build, if any)', asText),
  'no-build': switchFlag('measure both as they lie in git and in the folder'),
});

export const measureFlags = inGroup('What to measure:', {
  models: listFlag('LIST', 'such as event-loop,async-pool:20,worker-pool:2x10', asText),
  tasks: valueFlag('N', 'tasks in a batch (default: 20)', wholeNumber(1)),
  param: repeatedFlag('NAME=VALUE', 'a parameter of the workloads; may be repeated', asText),
  budget: valueFlag('TIME', 'time for measuring, such as 90s (default: 4m)', duration),
  'time-limit': valueFlag('TIME', 'longest time for one batch (default: 20s)', duration),
  seed: valueFlag('N', 'seed of the order of turns (default: random)', wholeNumber(0)),
  'minimum-effect': repeatedFlag(
    '[NAME=]SHARE',
    'smallest change of interest, of all or of one workload (default: 2%)',
    asEffect,
  ),
});

export type MeasureFlags = FlagValues<typeof measureFlags>;
export type VersionFlags = FlagValues<typeof versionFlags>;

const USUAL_BUDGET_MS = 240_000;

export function budgetOf({ budget }: MeasureFlags): number {
  return budget ?? USUAL_BUDGET_MS;
}

/** The last one given counts, of all workloads and of each, before what the project's file says. */
export function effectOf(flags: MeasureFlags, config: ProjectConfig): MinimumEffect {
  const given = flags['minimum-effect'];
  const byDefault = given.findLast(({ workload }) => workload === null)?.effect;
  return {
    byDefault: byDefault ?? USUAL_EFFECT.byDefault,
    byWorkload: {
      ...config.minimumEffect,
      ...Object.fromEntries(
        given.flatMap(({ workload, effect }) => (workload === null ? [] : [[workload, effect]])),
      ),
    },
  };
}

export function planOptionsOf(flags: MeasureFlags, config: ProjectConfig): PlanOptions {
  const { tasks, param, seed } = flags;
  const models = flags.models.length > 0 ? flags.models : (config.models ?? []);
  const timeLimit = flags['time-limit'];
  return {
    ...(models.length > 0 && { models }),
    ...(tasks !== undefined && { tasks }),
    ...(param.length > 0 && { params: param }),
    ...(timeLimit !== undefined && { timeLimitMs: timeLimit }),
    ...(seed !== undefined && { seed }),
  };
}

export interface GivenEffect {
  /** Null: of all. */
  workload: string | null;
  effect: number;
}

/** Reads `5%` and `sha256=5%`. */
function asEffect(text: string): GivenEffect | { expected: string } {
  const place = text.lastIndexOf('=');
  const effect = share(text.slice(place + 1));
  if (typeof effect !== 'number') return effect;
  return { workload: place < 0 ? null : text.slice(0, place), effect };
}

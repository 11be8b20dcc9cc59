/** `compare --base` and `check --base`: a commit and the working tree, measured in turns. */
import { join, relative, resolve } from 'node:path';
import type { Checkout } from '../../compare/checkout.js';
import { measureVersions } from '../../compare/measure-versions.js';
import type { MeasuredVersions, PlannedVersion } from '../../compare/measure-versions.js';
import { ownCellProcess } from '../../compare/own-package.js';
import { prepareBase, prepareHead } from '../../compare/prepare-version.js';
import type { PrepareOptions } from '../../compare/prepare-version.js';
import { BrokenBuildError } from '../../compare/version-error.js';
import { readSource } from '../../measure/environment.js';
import type { Pair } from '../../measure/pair-schedule.js';
import { writeRun } from '../../record/store.js';
import { changedAdvice } from '../../verdict/regression-advice.js';
import type { Comparison, Version } from '../../verdict/regression.js';
import { CliError } from '../cli-error.js';
import { budgetOf, effectOf, planOptionsOf } from '../comparison-flags.js';
import type { MeasureFlags, VersionFlags } from '../comparison-flags.js';
import { exitCodes } from '../exit-codes.js';
import { readConfig } from '../project-config.js';
import type { ProjectConfig } from '../project-config.js';
import type { Terminal } from '../terminal.js';
import { doubtsAbout } from './doubts.js';
import { showPairProgress } from './pair-progress.js';
import { planVersions } from './plan-versions.js';
import { targetsOf } from './targets-of.js';

export interface SideBySideOptions {
  /** A git ref. */
  base: string;
  /** What the command names; if nothing, what the project's configuration names. */
  targets: readonly string[];
  /** Only these cells; all if not given. */
  cellIds?: ReadonlySet<string>;
  flags: MeasureFlags & VersionFlags & { out: string | undefined };
  /** Measure what changed again before it is said. */
  confirms: boolean;
  signal: AbortSignal;
}

/**
 * Whatever happens, the checked out base is removed again.
 *
 * @throws {VersionError} if there is no such commit
 * @throws {CliError} with exit code 3 if a version does not build
 */
export async function compareSideBySide(
  { base, targets: given, cellIds, flags, confirms, signal }: SideBySideOptions,
  terminal: Terminal,
): Promise<Comparison> {
  const head = resolve(flags.head ?? '.');
  const config = await readConfig(head);
  const targets = targetsOf(given, config);
  const onStep = (step: string) => terminal.err.write(`${step}\n`);
  await using checkout = await prepared(base, head, {
    ...commandsOf(flags, config),
    signal,
    onStep,
  });
  const folders = { base: checkout.folder, head };
  const { plans, problems } = await planVersions(
    targets,
    folders,
    planOptionsOf(flags, config),
    cellIds,
  );
  const versions: Pair<PlannedVersion> = {
    base: {
      plan: plans.base,
      source: { commit: checkout.commit, branch: null, dirty: false },
      entry: ownCellProcess(folders.base),
    },
    head: { plan: plans.head, source: await readSource(head), entry: ownCellProcess(head) },
  };
  const measured = await measureVersions(versions, {
    ...{ budgetMs: budgetOf(flags), effect: effectOf(flags, config), confirms, signal },
    onEvent: showPairProgress(terminal),
  });
  if (flags.out !== undefined) await keepRecords(measured, flags.out);
  const doubts = doubtsAbout(measured, { versions, folders, targets });
  return {
    evidence: confirms ? 'confirmed-pairs' : 'pairs',
    base: versionOf(base, versions.base),
    head: versionOf(relative('', head) || 'working tree', versions.head),
    cells: measured.cells,
    advice: changedAdvice(measured.screening.base, measured.screening.head),
    warnings: [...problems, ...doubts],
  };
}

async function prepared(base: string, head: string, options: PrepareOptions): Promise<Checkout> {
  try {
    await prepareHead(head, options);
    return await prepareBase(base, head, options);
  } catch (error) {
    if (!(error instanceof BrokenBuildError)) throw error;
    throw new CliError(
      error.message,
      'BROKEN_BUILD',
      ['--build COMMAND or --install COMMAND, if the project has its own', 'another --base'],
      exitCodes.failedCells,
      { cause: error },
    );
  }
}

function commandsOf(flags: VersionFlags, config: ProjectConfig): PrepareOptions {
  const { install = config.install, build = config.build } = flags;
  return {
    ...(install !== undefined && { install }),
    ...(build !== undefined && { build }),
    ...(flags['no-build'] && { build: '' }),
  };
}

function versionOf(name: string, { source }: PlannedVersion): Version {
  return { name, commit: source?.commit ?? null, isDirty: source?.dirty ?? false };
}

async function keepRecords(
  { screening, confirmation }: MeasuredVersions,
  folder: string,
): Promise<void> {
  for (const [stage, pair] of Object.entries({ screening, confirmation })) {
    if (pair === null) continue;
    await writeRun(join(folder, stage, 'base'), pair.base);
    await writeRun(join(folder, stage, 'head'), pair.head);
  }
}

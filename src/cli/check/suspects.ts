/** What a history makes suspicious, measured beside an earlier version before anything is said of the code. */
import { git } from '../../compare/git.js';
import { VersionError } from '../../compare/version-error.js';
import { confirmedBeside, leftOpen } from '../../history/compare-with-past.js';
import type { Past } from '../../history/past.js';
import type { RunRecord } from '../../record/run-record.js';
import { suspectsAmong } from '../../verdict/regression-pairs.js';
import type { ComparedCell } from '../../verdict/regression.js';
import { CliError } from '../cli-error.js';
import { compareSideBySide } from '../compare/side-by-side.js';
import type { SideBySideOptions } from '../compare/side-by-side.js';
import type { Terminal } from '../terminal.js';

export interface SuspectOptions extends Pick<SideBySideOptions, 'targets' | 'flags' | 'signal'> {
  /** What was held against the history. */
  head: RunRecord['source'];
}

export interface ConfirmedSuspects {
  cells: ComparedCell[];
  warnings: string[];
}

/**
 * The pairs are a sample of their own, and each change is found twice in them, so all suspects together
 * err in at most 1 % of gates however the history chose them.
 */
export async function confirmSuspects(
  first: readonly ComparedCell[],
  past: Past,
  { head, ...options }: SuspectOptions,
  terminal: Terminal,
): Promise<ConfirmedSuspects> {
  const cellIds = new Set(suspectsAmong(first).map(({ id }) => id));
  if (cellIds.size === 0 || options.signal.aborted) return { cells: [...first], warnings: [] };
  const base = newestCommit(past, cellIds);
  const why = await whyNotBeside(base, head, options);
  if (base === null || why !== null) return open(first, why ?? '');
  const version = base.slice(0, 7);
  terminal.err.write(`measuring beside ${version} what changed: ${[...cellIds].join(', ')}\n`);
  try {
    const { cells, warnings } = await compareSideBySide(
      { ...options, base, cellIds, confirms: true },
      terminal,
    );
    return { cells: confirmedBeside(first, cells, version), warnings };
  } catch (error) {
    if (!(error instanceof VersionError || error instanceof CliError)) throw error;
    return open(first, error.message);
  }
}

function open(first: readonly ComparedCell[], why: string): ConfirmedSuspects {
  const warning =
    `what looked changed cannot be laid to the code: ${why}; ` +
    'to measure beside a version that you know: loop-or-pool check --base REF';
  return { cells: leftOpen(first), warnings: [warning] };
}

function newestCommit({ series }: Past, cellIds: ReadonlySet<string>): string | null {
  const points = series
    .filter(({ key }) => cellIds.has(key.cellId))
    .flatMap((one) => one.points)
    .filter(({ commit }) => commit !== null)
    .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  return points.at(-1)?.commit ?? null;
}

async function whyNotBeside(
  base: string | null,
  head: RunRecord['source'],
  { targets, flags }: Omit<SuspectOptions, 'head'>,
): Promise<string | null> {
  if (targets.length === 0) return 'the default suite comes with loop-or-pool';
  if (base === null || head === null) return 'the runs are not under git';
  if (base === head.commit && !head.dirty) {
    return `its commit is that of the latest run before, ${base.slice(0, 7)}`;
  }
  return git(flags.head ?? '.', 'cat-file', '-e', `${base}^{commit}`).then(
    () => null,
    () => `commit ${base.slice(0, 7)} of the latest run before is not in this repository`,
  );
}

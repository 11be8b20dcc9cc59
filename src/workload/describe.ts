/** What the parent may know of a workload without ever running a user's code itself. */
import { existsSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { builtInWorkloads } from './catalog.js';
import type { BuiltIn } from './catalog.js';
import { plainJavaScript } from './bundle.js';
import { IsolatedProcess } from './isolated-process.js';
import { WorkloadError, loadWorkload } from './load.js';
import { unknownName } from './unknown-name.js';
import { summaryOf } from './summary.js';
import type { DescribeRequests, WorkloadSummary } from './summary.js';
import { WorkFailure } from './work-failure.js';

export interface DescribedWorkload extends WorkloadSummary {
  /** file: URL of plain JavaScript whose default export is the workload. */
  moduleUrl: string;
}

const FILE_EXTENSIONS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.jsx', '.tsx'];
const DEADLINE_MS = 10_000;

export interface DescribeOptions {
  /** Longest time that importing a user's file may take. Default 10,000. */
  deadlineMs?: number;
}

/**
 * Finds a workload by its built-in name or its file and says what it is.
 * A user's file is run in a short-lived process of its own, so it cannot hurt this one.
 *
 * @throws {WorkloadError} if there is no such workload, or its file throws, exits, hangs or defines none.
 */
export async function describeWorkload(
  nameOrFile: string,
  { deadlineMs = DEADLINE_MS }: DescribeOptions = {},
): Promise<DescribedWorkload> {
  const builtIns = builtInWorkloads();
  const builtIn = builtIns.find(({ name }) => name === nameOrFile);
  if (builtIn) return describeBuiltIn(builtIn);

  const file = resolve(nameOrFile);
  if (existsSync(file) && statSync(file).isFile())
    return describeFile(file, nameOrFile, deadlineMs);
  if (looksLikeFile(nameOrFile)) throw new WorkloadError(`no such workload file: ${nameOrFile}`);
  const names = builtIns.map(({ name }) => name);
  throw new WorkloadError(
    `${unknownName('workload', nameOrFile, names)}\n  try: one of these names, or the path of a workload file`,
  );
}

async function describeBuiltIn({ moduleUrl }: BuiltIn): Promise<DescribedWorkload> {
  return { ...summaryOf(await loadWorkload(moduleUrl)), moduleUrl };
}

function looksLikeFile(nameOrFile: string): boolean {
  return /[/\\]/.test(nameOrFile) || FILE_EXTENSIONS.includes(extname(nameOrFile));
}

async function describeFile(
  file: string,
  shownAs: string,
  deadlineMs: number,
): Promise<DescribedWorkload> {
  if (!FILE_EXTENSIONS.includes(extname(file))) {
    throw new WorkloadError(`${shownAs}: expected one of ${FILE_EXTENSIONS.join(', ')}`);
  }
  const moduleUrl = await plainJavaScript(pathToFileURL(file));
  const reader = new IsolatedProcess<DescribeRequests>(
    new URL('./describe-process.js', import.meta.url),
  );
  try {
    const summary = await reader.ask('describe', { moduleUrl }, deadlineMs);
    return { ...summary, moduleUrl };
  } catch (failure) {
    throw new WorkloadError(`${shownAs}: ${reasonOf(failure, deadlineMs)}`, { cause: failure });
  } finally {
    reader.kill();
    await reader.stop();
  }
}

function reasonOf(failure: unknown, deadlineMs: number): string {
  if (!(failure instanceof WorkFailure)) return String(failure);
  const { kind, message } = failure;
  if (kind === 'exited') return `importing it must define a workload, but ${message}`;
  if (kind === 'timed-out') return `importing it did not end within ${deadlineMs / 1000} s`;
  return message;
}

import { CliError } from './cli-error.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { styled } from './terminal.js';
import type { Output } from './terminal.js';

/** Codes of the errors that tell of a user's mistake, by the name of their class. */
const mistakes: Record<string, string> = {
  PlanError: 'BAD_PLAN',
  WorkloadError: 'BAD_WORKLOAD',
  ModelError: 'BAD_MODEL',
  RecordError: 'BAD_RECORD',
  RunNotFoundError: 'NO_SUCH_RUN',
  HistoryError: 'BAD_HISTORY',
  VersionError: 'BAD_VERSION',
  ShardError: 'NOT_ONE_RUN',
};

/** Codes of the errors that tell of a missing service, likewise. */
const absences: Record<string, string> = {
  HistoryUnavailableError: 'HISTORY_UNREACHABLE',
  QueueUnavailableError: 'QUEUE_UNAVAILABLE',
};

/** Tells what went wrong, where known also what to try, and returns what to exit with. */
export function complain(error: unknown, output: Output, isVerbose: boolean): ExitCode {
  const { message, code, tries, exitCode } = explained(error);
  const [what = '', ...more] = message.split('\n');
  output.write(`${styled(output, 'red', 'error:')} ${what} [${code}]\n`);
  for (const line of more) output.write(`${line}\n`);
  for (const suggestion of tries) {
    output.write(`  ${styled(output, 'cyan', 'try:')} ${suggestion}\n`);
  }
  if (isVerbose && error instanceof Error) output.write(`${error.stack ?? ''}\n`);
  return exitCode;
}

function explained(error: unknown): CliError {
  if (error instanceof CliError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const absence = error instanceof Error ? absences[error.name] : undefined;
  if (absence !== undefined) {
    return new CliError(message, absence, triesOf(error), exitCodes.unavailable);
  }
  const code = error instanceof Error ? (mistakes[error.name] ?? systemCode(error)) : undefined;
  if (code !== undefined) return new CliError(message, code, triesOf(error));
  return new CliError(
    `this should not happen: ${message}`,
    'BUG',
    ['the same command with --verbose, and report what it prints'],
    exitCodes.bug,
  );
}

/** What the error itself suggests. */
function triesOf(error: unknown): readonly string[] {
  const { tries = [] } = error as { tries?: readonly string[] };
  return tries;
}

/** `EACCES`, `ENOSPC`: the system refused a file that the user named. */
function systemCode(error: Error & { code?: unknown; syscall?: unknown }): string | undefined {
  return typeof error.syscall === 'string' ? String(error.code) : undefined;
}

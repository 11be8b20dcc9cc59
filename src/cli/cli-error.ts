import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';

/** Something the user can mend: what is wrong, a code to search for, and what to try. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    message: string,
    readonly code: string,
    readonly tries: readonly string[],
    readonly exitCode: ExitCode = exitCodes.usage,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

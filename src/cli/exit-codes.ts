/** What the process tells its caller. Documented in the README; a code never changes its meaning. */
export const exitCodes = {
  /** All was done; "unclear" counts as an answer. */
  done: 0,
  /** A regression was found and confirmed. */
  regression: 1,
  /** A flag, a name, the configuration or a workload file is wrong. */
  usage: 2,
  /** Cells failed, or nothing was measured; the results of the others are kept. */
  failedCells: 3,
  /** A service or a feature of the platform that was asked for is missing. */
  unavailable: 4,
  /** Runs that must not be compared; with --strict also: unclear or too noisy. */
  undecided: 5,
  /** A bug in the tool. */
  bug: 70,
  /** SIGINT: partial results were written and marked. */
  interrupted: 130,
  /** SIGTERM: partial results were written and marked. */
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

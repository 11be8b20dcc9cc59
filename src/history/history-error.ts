/** Something about a history that its user can mend: what is wrong, where, and what to try. */
export class HistoryError extends Error {
  override readonly name: string = 'HistoryError';

  constructor(
    message: string,
    readonly tries: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The server that keeps a history cannot be reached. */
export class HistoryUnavailableError extends HistoryError {
  override readonly name = 'HistoryUnavailableError';
}

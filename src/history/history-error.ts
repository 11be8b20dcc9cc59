/** Something about a history that its user can mend: what is wrong, where, and what to try. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';

  constructor(
    message: string,
    readonly tries: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

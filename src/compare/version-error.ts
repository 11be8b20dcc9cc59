/** A version cannot be checked out: what is wrong, where, and what to try. */
export class VersionError extends Error {
  override readonly name = 'VersionError';

  constructor(
    message: string,
    readonly tries: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A version was checked out and does not install or build: nothing can be measured of it. */
export class BrokenBuildError extends Error {
  override readonly name = 'BrokenBuildError';
}

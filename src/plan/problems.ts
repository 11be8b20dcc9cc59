/** A plan cannot be made. The message names everything that is wrong, one problem a line. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Collects what is wrong, so that it can be told all at once. */
export class Problems {
  readonly #found = new Set<string>();

  add(problem: string): void {
    this.#found.add(problem);
  }

  /** @throws {PlanError} if anything was added. */
  throwIfAny(): void {
    if (this.#found.size > 0) throw new PlanError([...this.#found]);
  }
}

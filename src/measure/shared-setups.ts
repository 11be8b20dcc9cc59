import type { PlannedWorkload } from '../plan/plan.js';
import { setUp } from './setup.js';
import type { Setup } from './setup.js';

/** The set-ups of workloads, each made once, when it is first needed, and torn down with all others. */
export class SharedSetups {
  readonly #timeLimitMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #made = new Map<string, Promise<Setup>>();

  constructor(timeLimitMs: number, signal: AbortSignal | undefined) {
    this.#timeLimitMs = timeLimitMs;
    this.#signal = signal;
  }

  /** @throws {WorkFailure} if the set-up fails; then again for each that asks. */
  async contextOf(workload: PlannedWorkload): Promise<unknown> {
    const key = keyOf(workload);
    const setup = this.#made.get(key) ?? setUp(workload, this.#timeLimitMs, this.#signal);
    this.#made.set(key, setup);
    return (await setup).context;
  }

  /** Never fails; resolves with what went wrong, by the workload it concerns. */
  async tearDown(): Promise<(workload: PlannedWorkload) => string | undefined> {
    const problems = new Map<string, string>();
    for (const [key, made] of this.#made) {
      const setup = await made.catch(() => undefined);
      const problem = await setup?.tearDown();
      if (problem !== undefined) problems.set(key, problem);
    }
    return (workload) => problems.get(keyOf(workload));
  }
}

function keyOf({ moduleUrl, params }: PlannedWorkload): string {
  return `${moduleUrl} ${JSON.stringify(params)}`;
}

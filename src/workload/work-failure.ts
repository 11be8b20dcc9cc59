/** Why a piece of a user's work failed, in a form that crosses processes. */
export type FailureKind =
  'threw' | 'exited' | 'timed-out' | 'wrong-output' | 'outputs-differ' | 'unavailable';

export interface FailureData {
  kind: FailureKind;
  message: string;
  stack?: string;
}

export class WorkFailure extends Error {
  override readonly name = 'WorkFailure';

  constructor(
    readonly kind: FailureKind,
    message: string,
    /** The stack where it happened, which may be in another process. */
    readonly remoteStack?: string,
  ) {
    super(message);
  }

  /** Wraps whatever was thrown, unless it is a failure already. */
  static from(kind: FailureKind, thrown: unknown): WorkFailure {
    if (thrown instanceof WorkFailure) return thrown;
    if (!(thrown instanceof Error)) return new WorkFailure(kind, `threw ${String(thrown)}`);
    return new WorkFailure(kind, `${thrown.name}: ${thrown.message}`, stackWithCauses(thrown));
  }

  static revive({ kind, message, stack }: FailureData): WorkFailure {
    return new WorkFailure(kind, message, stack);
  }

  toData(): FailureData {
    const { kind, message, remoteStack } = this;
    return remoteStack === undefined ? { kind, message } : { kind, message, stack: remoteStack };
  }
}

function stackWithCauses(error: Error): string {
  const stack = error.stack ?? String(error);
  return error.cause instanceof Error
    ? `${stack}\ncaused by ${stackWithCauses(error.cause)}`
    : stack;
}

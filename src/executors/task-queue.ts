/** First in, first out, and higher priorities first. Taking out from the middle costs no search. */

/** What can wait in a queue; the queue alone writes the two links. */
export interface Queued {
  readonly priority: number;
  ahead: Queued | undefined;
  behind: Queued | undefined;
}

/** All that wait with the same priority. */
interface Level {
  readonly priority: number;
  first: Queued | undefined;
  last: Queued | undefined;
}

export class TaskQueue<Q extends Queued> {
  /** Highest priority first. Almost always there is one. */
  readonly #levels: Level[] = [];

  get first(): Q | undefined {
    for (const level of this.#levels) if (level.first !== undefined) return level.first as Q;
    return undefined;
  }

  push(item: Q): void {
    const level = this.#levelOf(item.priority);
    item.ahead = level.last;
    if (level.last === undefined) level.first = item;
    else level.last.behind = item;
    level.last = item;
  }

  /** The item must be in the queue. */
  remove(item: Q): void {
    const level = this.#levelOf(item.priority);
    const { ahead, behind } = item;
    if (ahead === undefined) level.first = behind;
    else ahead.behind = behind;
    if (behind === undefined) level.last = ahead;
    else behind.ahead = ahead;
    item.ahead = item.behind = undefined;
    if (level.first === undefined && this.#levels.length > 1) {
      this.#levels.splice(this.#levels.indexOf(level), 1);
    }
  }

  #levelOf(priority: number): Level {
    const levels = this.#levels;
    let at = 0;
    for (const level of levels) {
      if (level.priority === priority) return level;
      if (level.priority > priority) at++;
    }
    const level: Level = { priority, first: undefined, last: undefined };
    levels.splice(at, 0, level);
    return level;
  }
}

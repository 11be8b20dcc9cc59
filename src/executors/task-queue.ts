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
  /** Those of the highest priority that wait, or an empty one. Almost always there is no other. */
  #top: Level = { priority: 0, first: undefined, last: undefined };
  /** The others, highest priority first; none of them is empty. */
  readonly #lower: Level[] = [];

  get first(): Q | undefined {
    return this.#top.first as Q | undefined;
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
    if (level.first === undefined && this.#lower.length > 0) this.#dropLevel(level);
  }

  #levelOf(priority: number): Level {
    if (this.#top.priority === priority) return this.#top;
    const lower = this.#lower;
    const found = lower.find((level) => level.priority === priority);
    if (found !== undefined) return found;
    const level: Level = { priority, first: undefined, last: undefined };
    if (this.#top.first === undefined) this.#top = level;
    else if (priority > this.#top.priority) {
      lower.unshift(this.#top);
      this.#top = level;
    } else {
      const at = lower.findIndex((other) => other.priority < priority);
      lower.splice(at === -1 ? lower.length : at, 0, level);
    }
    return level;
  }

  /** Takes out an empty level while there are others. */
  #dropLevel(level: Level): void {
    if (level === this.#top) this.#top = this.#lower.shift() ?? level;
    else this.#lower.splice(this.#lower.indexOf(level), 1);
  }
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { openFeed, type FeedTarget } from '../../src/executors/feed.js';

/** Notes what it is given; has room for so many. */
function collector(room: number) {
  const taken: number[] = [];
  const events: string[] = [];
  const target: FeedTarget<number> = {
    room: () => room - taken.length,
    take: (input) => void taken.push(input),
    takeAll: (inputs) => void taken.push(...inputs),
    pulled: () => void events.push('pulled'),
    end: (failure) => void events.push(failure ? `failed: ${failure.error}` : 'ended'),
  };
  const more = (places: number) => (room += places);
  return { taken, events, target, more };
}

function* naturals(onClose: () => void) {
  try {
    for (let n = 0; ; n++) yield n;
  } finally {
    onClose();
  }
}

describe('a feed of synchronous inputs', () => {
  it('reads all at once if there is room for any number', () => {
    const { taken, events, target } = collector(Infinity);
    openFeed([1, 2, 3], target).pull();
    assert.deepEqual(taken, [1, 2, 3]);
    assert.deepEqual(events, ['ended', 'pulled']);
  });

  it('reads as far as there is room, and goes on where it was', () => {
    const { taken, target, more } = collector(2);
    const feed = openFeed(
      naturals(() => undefined),
      target,
    );
    feed.pull();
    feed.pull();
    assert.deepEqual(taken, [0, 1]);
    more(1);
    feed.pull();
    assert.deepEqual(taken, [0, 1, 2]);
  });

  it('closes its source, once', () => {
    let closed = 0;
    const { target } = collector(1);
    const feed = openFeed(
      naturals(() => closed++),
      target,
    );
    feed.pull();
    feed.close();
    feed.close();
    assert.equal(closed, 1);
  });

  it('hands on what the source throws', () => {
    const { taken, events, target } = collector(5);
    const source = (function* () {
      yield 1;
      throw new Error('torn');
    })();
    openFeed(source, target).pull();
    assert.deepEqual(taken, [1]);
    assert.deepEqual(events, ['failed: Error: torn', 'pulled']);
  });
});

describe('a feed of asynchronous inputs', () => {
  it('reads one after another and says when it has ended', async () => {
    const { taken, target } = collector(Infinity);
    await new Promise<void>((resolve) => {
      const source = (async function* () {
        yield 1;
        yield 2;
      })();
      openFeed(source, { ...target, end: () => resolve() }).pull();
    });
    assert.deepEqual(taken, [1, 2]);
  });

  it('closes its source, also while that is waiting', async () => {
    const { target } = collector(Infinity);
    const closed = await new Promise((resolve) => {
      const source: AsyncIterableIterator<number> = {
        next: () => new Promise(() => undefined),
        async return() {
          resolve('closed');
          return { value: undefined, done: true };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
      const feed = openFeed(source, target);
      feed.pull();
      feed.close();
    });
    assert.equal(closed, 'closed');
  });
});

describe('a feed of what is no input', () => {
  it('is refused', () => {
    const { target } = collector(1);
    assert.throws(() => openFeed(5 as never, target), /expected inputs to iterate over/);
    assert.throws(() => openFeed(undefined as never, target), TypeError);
  });
});

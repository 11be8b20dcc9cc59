/** Arguments and results that need more than JSON, and those that cannot be copied at all. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NotCloneableError, wait } from '../../src/index.js';
import { hold } from '../fixtures/tasks/gated.js';
import { capture, describeType, identity, square } from '../fixtures/tasks/plain.js';
import {
  returnFunction,
  returnInstance,
  returnNestedFunction,
  returnSymbol,
  returnThrowingGetter,
  returnWeakMap,
} from '../fixtures/tasks/throwing.js';
import { fill, makeBytes, readTransferred } from '../fixtures/tasks/buffers.js';
import { Gate } from './gate.js';
import { collect, collectUntilError, errorOf } from './outcome.js';
import { shareExecutor } from './share-executor.js';
import type { PoolSubject, Subject } from './subjects.js';

const circular: { self?: unknown; n: number } = { n: 1 };
circular.self = circular;

const values: [string, unknown][] = [
  ['a bigint', 2n ** 70n],
  ['infinities', [Infinity, -Infinity]],
  ['undefined inside objects', { a: undefined, b: [undefined, 1] }],
  ['an array with holes', Object.assign(Array<number>(4), { 1: 1, 3: 3 })],
  ['a date', new Date(1e12)],
  ['a regular expression', /a(b)c/gi],
  ['a map in a map', new Map([['k', new Map([[{ n: 1 }, 2n]])]])],
  ['a set', new Set([1, 'x', null])],
  ['a string beyond the first plane', 'naïve 😀 \u0000 end'],
  ['a lone surrogate', '\ud800'],
  ['an object that contains itself', circular],
  ['an empty object and an empty array', [{}, []]],
  ['bytes', new Uint8Array([0, 1, 255])],
  ['doubles', new Float64Array([0.1, NaN, -0])],
  ['big integers in an array', new BigInt64Array([1n, -1n])],
  ['an array buffer', new Uint8Array([1, 2, 3]).buffer],
  ['a data view', new DataView(new Uint8Array([9, 8, 7]).buffer)],
  ['boxed primitives', [Object(1), Object('s'), Object(false)]],
  ['deep nesting', JSON.parse('['.repeat(500) + ']'.repeat(500))],
];

export function valuesAcrossContract(subject: Subject): void {
  describe(`${subject.name}: values`, () => {
    const shared = shareExecutor(subject);

    for (const [name, value] of values) {
      it(`go there and back: ${name}`, async () => {
        assert.deepEqual(await shared().submit(identity, value).result(), value);
      });
    }

    it('arrive at the task as what they are', async () => {
      for (const value of [new Map(), new Set(), new Date(), /x/, 1n, new Uint8Array(1)]) {
        assert.equal(
          await shared().submit(describeType, value).result(),
          Object.prototype.toString.call(value),
        );
      }
    });

    it('keep two references to one object one', async () => {
      const one = { n: 1 };
      const [pair] = (await shared().submit(capture, [one, one]).result()) as [object[]];
      assert.equal(pair[0], pair[1]);
    });

    it('may be large: 8 MiB there and back', async () => {
      const sent = new Uint8Array(8 * 2 ** 20).fill(7);
      const got = (await shared().submit(identity, sent).result()) as Uint8Array;
      assert.equal(got.length, sent.length);
      assert.ok(got.every((byte) => byte === 7));
    });

    it('may be a large result of a small argument', async () => {
      const got = await shared()
        .submit(makeBytes, 8 * 2 ** 20)
        .result();
      assert.equal(got.length, 8 * 2 ** 20);
    });

    if (subject.isRemote) remoteCases(subject as PoolSubject, shared);
  });
}

function remoteCases(subject: PoolSubject, shared: () => ReturnType<Subject['open']>): void {
  const uncloneable: [string, unknown][] = [
    ['a function', () => 1],
    ['a symbol', Symbol('mark')],
    ['a promise', Promise.resolve(1)],
    ['a weak map', new WeakMap()],
    ['a function deep inside', { list: [{ f: () => 1 }] }],
    [
      'a getter that throws',
      {
        get trap(): never {
          throw new Error('the getter threw');
        },
      },
    ],
  ];

  for (const [name, value] of uncloneable) {
    it(`that cannot be copied fail their own future alone: ${name}`, async () => {
      const before = shared().submit(square, 2);
      const future = shared().submit(identity, value);
      const after = shared().submit(square, 3);
      assert.ok((await errorOf(future)) instanceof NotCloneableError);
      assert.deepEqual([await before.result(), await after.result()], [4, 9]);
    });
  }

  for (const [name, task] of [
    ['a function', returnFunction],
    ['a symbol', returnSymbol],
    ['a weak map', returnWeakMap],
    ['a function deep inside', returnNestedFunction],
    ['a getter that throws', returnThrowingGetter],
  ] as const) {
    it(`that cannot be copied fail when they are results: ${name}`, async () => {
      const future = shared().submit(task as () => unknown);
      const next = shared().submit(square, 3);
      assert.ok((await errorOf(future)) instanceof NotCloneableError);
      assert.equal(await next.result(), 9);
    });
  }

  it('that cannot be copied do not take a slot for ever', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      await errorOf(shared().submit(identity, () => turn));
    }
    assert.equal(await shared().submit(square, 4).result(), 16);
  });

  it('that cannot be copied do not lose the results before them in a map', async () => {
    const inputs = [1, 2, () => 3, 4];
    const { collected, error } = await collectUntilError(() =>
      shared().map(identity, inputs, { chunkSize: 4 }),
    );
    assert.deepEqual(collected, [1, 2]);
    assert.ok(error instanceof NotCloneableError);
  });

  it('that cannot be copied fail also when they waited in the queue', async () => {
    await using gate = await Gate.open();
    const first = shared().submit(hold, gate.port, 'first');
    const bad = shared().submit(identity, () => 1);
    const good = shared().submit(square, 5);
    gate.releaseAll();
    await wait<unknown>([first, bad, good]);
    assert.ok((await errorOf(bad)) instanceof NotCloneableError);
    assert.equal(await good.result(), 25);
  });

  it('of an own class arrive as their data', async () => {
    class Point {
      constructor(
        readonly x: number,
        readonly y: number,
      ) {}
    }
    const copy = await shared().submit(identity, new Point(1, 2)).result();
    assert.deepEqual({ ...(copy as object) }, { x: 1, y: 2 });
    assert.ok((await shared().submit(returnInstance).result()) instanceof Error);
  });

  it('are copies: the task cannot change what the caller holds', async () => {
    const mine = { list: [1] };
    await shared().submit(fill, mine.list).result();
    assert.deepEqual(mine, { list: [1] });
  });

  it('of a map are copies too', async () => {
    const lists = [[1], [2]];
    await collect(shared().map(fill, lists));
    assert.deepEqual(lists, [[1], [2]]);
  });

  if (subject.kind === 'thread') {
    it('in shared memory stay shared', async () => {
      const memory = new SharedArrayBuffer(8);
      await shared().submit(fill, new Uint8Array(memory)).result();
      assert.deepEqual([...new Uint8Array(memory)], Array<number>(8).fill(9));
    });

    it('named twice in transfer fail their own future alone', async () => {
      const bytes = new Uint8Array([1, 2, 3]);
      const transfer = [bytes.buffer, bytes.buffer];
      const future = shared().with({ transfer }).submit(readTransferred, bytes);
      const next = shared().submit(square, 3);
      assert.ok((await errorOf(future)) instanceof NotCloneableError);
      assert.equal(await next.result(), 9);
    });

    it('named in transfer are moved, not copied', async () => {
      const bytes = new Uint8Array([1, 2, 3]);
      const sum = shared()
        .with({ transfer: [bytes.buffer] })
        .submit(readTransferred, bytes);
      assert.equal(await sum.result(), 6);
      assert.equal(bytes.byteLength, 0);
    });

    it('not named in transfer stay', async () => {
      const bytes = new Uint8Array([1, 2, 3]);
      assert.equal(await shared().submit(readTransferred, bytes).result(), 6);
      assert.equal(bytes.byteLength, 3);
    });

    it('include a message port when it is transferred', async () => {
      const { MessageChannel } = await import('node:worker_threads');
      const { postThrough } = await import('../fixtures/tasks/buffers.js');
      const { port1, port2 } = new MessageChannel();
      const received = new Promise((resolve) => port1.once('message', resolve));
      await shared()
        .with({ transfer: [port2] })
        .submit(postThrough, port2)
        .result();
      assert.equal(await received, 'hello from the task');
      port1.close();
    });
  }
}

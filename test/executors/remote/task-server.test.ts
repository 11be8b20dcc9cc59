import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { FromWorker, ResultMessage } from '../../../src/executors/remote/messages.js';
import { TaskServer } from '../../../src/executors/remote/task-server.js';

const currentTaskUrl = new URL('../../../src/executors/current-task.js', import.meta.url);
const moduleUrl = `data:text/javascript,${encodeURIComponent(`
  export const double = (n) => 2 * n;
  export const fail = () => { throw new Error('unfit'); };
  import { currentTask } from '${currentTaskUrl}';
  export const untilAborted = () => new Promise((resolve) =>
    currentTask().signal.addEventListener('abort', resolve));
`)}`;

/** A server that has been told to start, and a way to wait for what it says. */
function startServer(initializer?: string) {
  const said: FromWorker[] = [];
  const waiting: (() => void)[] = [];
  const server = new TaskServer((message) => {
    said.push(structuredClone(message));
    for (const wake of waiting.splice(0)) wake();
  });
  server.receive({
    kind: 'start',
    firstLane: 0,
    concurrency: 2,
    initializer: initializer === undefined ? undefined : { moduleUrl, exportName: initializer },
    initArgs: [],
  });
  const kinds = () => said.map(({ kind }) => kind);
  const saying = async (count: number) => {
    while (said.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return said;
  };
  return { server, kinds, saying };
}

const define = (fn: number, exportName: string) =>
  ({ kind: 'define', fn, address: { moduleUrl, exportName } }) as const;

function resultsOf(message: FromWorker | undefined): ResultMessage[] {
  assert.equal(message?.kind, 'results');
  return message?.kind === 'results' ? message.results : [];
}

describe('the far side of a pool', () => {
  it('says that it is there, then that it is ready, then what came of a task', async () => {
    const { server, kinds, saying } = startServer();
    server.receive(define(0, 'double'));
    server.receive({ kind: 'run', tasks: [[7, 1, 0, false, false, [21]]] });
    const said = await saying(3);
    assert.deepEqual(kinds(), ['booted', 'ready', 'results']);
    const [[id, values, failures, tookMs]] = resultsOf(said[2]) as [ResultMessage];
    assert.deepEqual([id, values, failures], [7, [42], undefined]);
    assert.equal(typeof tookMs, 'number');
  });

  it('begins no task if its initializer fails', async () => {
    const { server, kinds, saying } = startServer('fail');
    server.receive(define(0, 'double'));
    server.receive({ kind: 'run', tasks: [[1, 0, 0, false, false, [1]]] });
    const said = await saying(2);
    assert.deepEqual(kinds(), ['booted', 'unfit']);
    assert.match(JSON.stringify(said[1]), /unfit/);
  });

  it('fails every input of a chunk whose function is not there', async () => {
    const { server, saying } = startServer();
    server.receive(define(0, 'missing'));
    server.receive({ kind: 'run', tasks: [[1, 0, 0, false, true, [1, 2, 3]]] });
    const said = await saying(3);
    const [[, values, failures]] = resultsOf(said[2]) as [ResultMessage];
    assert.equal(values.length, 3);
    assert.deepEqual(
      failures?.map(([at]) => at),
      [0, 1, 2],
    );
  });

  it('begins what is sent for a taken slot when the slot is free, in any other at once', async () => {
    const { server, saying } = startServer();
    server.receive(define(0, 'double'));
    server.receive(define(1, 'untilAborted'));
    server.receive({
      kind: 'run',
      tasks: [
        [1, 0, 1, true, false, []],
        [2, 0, 0, false, false, [1]],
        [3, 1, 0, false, false, [2]],
      ],
    });
    const ids = (message: FromWorker | undefined) => resultsOf(message).map(([id]) => id);
    assert.deepEqual(ids((await saying(3))[2]), [3]);
    server.receive({ kind: 'abort', id: 1, reason: { kind: 'value', value: 'enough' } });
    const later = (await saying(4)).slice(3).flatMap(ids);
    if (later.length < 2) later.push(...ids((await saying(5))[4]));
    assert.deepEqual(later, [1, 2]);
  });

  it('begins nothing of a chunk that is dropped while it waits', async () => {
    const { server, saying } = startServer();
    server.receive(define(0, 'double'));
    server.receive(define(1, 'untilAborted'));
    server.receive({
      kind: 'run',
      tasks: [
        [1, 0, 1, true, false, []],
        [2, 0, 0, false, true, [1, 2]],
      ],
    });
    server.receive({ kind: 'drop', id: 2 });
    // Tasks begin when their functions have been loaded, which the server is asked for first.
    server.receive({ kind: 'run', tasks: [[3, 1, 0, false, false, [2]]] });
    await saying(3);
    server.receive({ kind: 'abort', id: 1, reason: { kind: 'value', value: 'enough' } });
    const results = [...(await saying(4))].slice(2).flatMap(resultsOf);
    if (results.length < 3) results.push(...resultsOf((await saying(5))[4]));
    const dropped = results.find(([id]) => id === 2);
    assert.deepEqual(dropped?.slice(0, 3), [2, [], undefined]);
    assert.equal(typeof dropped?.[3], 'number');
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showProgress } from '../../src/cli/progress.js';
import type { Output, Terminal } from '../../src/cli/terminal.js';
import type { Sample } from '../../src/record/run-record.js';
import type { RunEvent } from '../../src/run-plan.js';

const started: RunEvent = { kind: 'started', cells: 2, plannedMs: 60_000, seed: 7 };
const sampled = (cellId: string, doneShare: number, wallMs = 1210): RunEvent => ({
  kind: 'sampled',
  cellId,
  processIndex: 0,
  sample: { wallMs } as Sample,
  doneShare,
});
const finishedCell = (cellId: string, finishedCells: number): RunEvent => ({
  kind: 'cell-finished',
  cellId,
  finishedCells,
  cells: 2,
});
const failed: RunEvent = {
  kind: 'cell-failed',
  cellId: 'json/worker-pool:2',
  failure: { kind: 'threw', message: 'Error: out of ideas\n    at run (json.js:1:2)' },
};
const finished: RunEvent = { kind: 'finished', elapsedMs: 60_000 };

test('a pipe gets one line for each finished or failed cell and no cursor codes', () => {
  const { terminal, written } = fakeTerminal({ isLive: false });
  const show = showProgress(terminal);

  for (const event of [
    started,
    sampled('sha256/event-loop', 0.3),
    finishedCell('sha256/event-loop', 1),
    failed,
    finishedCell('json/worker-pool:2', 2),
    finished,
  ]) {
    show(event);
  }

  assert.equal(
    written(),
    '[1/2] sha256/event-loop  1.21 s\n' +
      'failed json/worker-pool:2: Error: out of ideas\n' +
      '[2/2] json/worker-pool:2\n',
  );
});

test('a live terminal gets one line, redrawn with each event and erased at the end', () => {
  const { terminal, written } = fakeTerminal({ isLive: true });
  let nowMs = 1000;
  const show = showProgress(terminal, () => nowMs);

  show(started);
  nowMs += 30_000;
  show(sampled('sha256/event-loop', 0.5));
  show(finished);

  assert.deepEqual(written().split('\r\u001b[2K').slice(1), [
    'measuring ▕                        ▏ 0/2 cells  0:00  ETA -  ',
    'measuring ▕████████████            ▏ 0/2 cells  0:30  ETA 0:30  sha256/event-loop',
    '',
  ]);
});

test('a failure stays on a live terminal, above the redrawn line', () => {
  const { terminal, written } = fakeTerminal({ isLive: true });

  showProgress(terminal)(failed);

  const [, message, line] = written().split('\r\u001b[2K');
  assert.equal(message, 'failed json/worker-pool:2: Error: out of ideas\n');
  assert.match(line ?? '', /^measuring/);
});

test('in a narrow terminal the bar gives way to the cell', () => {
  const { terminal, written } = fakeTerminal({ isLive: true, width: 80 });

  showProgress(terminal, () => 0)(sampled('prime-sieve/worker-pool:2x10', 0.5));

  const line = written().slice('\r\u001b[2K'.length);
  assert.equal(line.length, 79);
  assert.match(line, /prime-sieve\/worker-pool:2x10$/);
});

test('the line never wraps, and in ASCII it is ASCII', () => {
  const { terminal, written } = fakeTerminal({ isLive: true, ascii: true, width: 60 });

  showProgress(terminal, () => 0)(sampled('mixed(cpuShare=0.25)/worker-pool:2x10', 0.5));

  const line = written().slice('\r\u001b[2K'.length);
  assert.equal(line.length, 59);
  assert.match(line, /^[ -~]+$/);
});

test('no estimate is given before there is something to go by', () => {
  const { terminal, written } = fakeTerminal({ isLive: true });
  let nowMs = 0;
  const show = showProgress(terminal, () => nowMs);

  nowMs = 2000;
  show(sampled('sha256/event-loop', 0.01));

  assert.match(written(), /ETA - /);
});

function fakeTerminal({ isLive = false, ascii = false, width = 100 }) {
  let text = '';
  const err: Output = { write: (part) => void (text += part), width, color: false };
  const out: Output = { ...err, write: () => assert.fail('progress went to stdout') };
  const terminal: Terminal = { out, err, ascii, isLive };
  return { terminal, written: () => text };
}

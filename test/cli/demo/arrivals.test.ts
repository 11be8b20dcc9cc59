import assert from 'node:assert/strict';
import { test } from 'node:test';

import { codesAsTheyArrive } from '../../../src/cli/demo/arrivals.js';
import type { Output, Terminal } from '../../../src/cli/terminal.js';

async function* twoCodes() {
  yield 'CN';
  yield 'IN';
}

/** Collects what goes to both streams, in order. */
function terminalInto(written: string[], isLive: boolean): Terminal {
  const output = (name: string): Output => ({
    write: (text) => written.push(`${name}:${text}`),
    width: 80,
    color: false,
  });
  return { out: output('out'), err: output('err'), ascii: false, isLive };
}

test('codes stand in one line, with their number and the time below', async () => {
  const written: string[] = [];
  await codesAsTheyArrive(twoCodes(), 4, terminalInto(written, false));
  assert.deepEqual(written.slice(0, 2), ['out:CN ', 'out:IN ']);
  assert.match(written[2] ?? '', /^out:\n2 flags downloaded in \d+\.\d\ds\n$/);
  assert.equal(written.length, 3);
});

test('a person watching sees a bar behind each code, overwritten by the next', async () => {
  const written: string[] = [];
  await codesAsTheyArrive(twoCodes(), 4, terminalInto(written, true));
  assert.deepEqual(written.slice(0, 5), [
    'out:CN ',
    'err:\x1b7[###-------] 1/4\x1b[K\x1b8',
    'out:IN ',
    'err:\x1b7[#####-----] 2/4\x1b[K\x1b8',
    'err:\x1b[K',
  ]);
});

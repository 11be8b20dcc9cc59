/** What becomes of a child that computes for ever when its parent is gone. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Gate } from '../contract/gate.js';
import { eventually } from '../contract/resources.js';

const program = fileURLToPath(new URL('./programs/spin-in-child.js', import.meta.url));

describe('a child that computes for ever', { skip: process.platform === 'win32' }, () => {
  for (const how of ['SIGKILL', 'SIGTERM', 'exit'] as const) {
    it(`ends when its parent has gone by ${how}`, async () => {
      await using gate = await Gate.open();
      gate.releaseAll();
      const parent = spawn(process.execPath, [program, String(gate.port)]);
      const ended = once(parent, 'exit');
      await gate.arrivedCount(1);
      await gate.isEmpty();
      if (how === 'exit') parent.stdin.end();
      else parent.kill(how);
      await ended;
      const pid = String(gate.arrivals[0]?.split(':')[0]);
      assert.ok(hasEnded(await eventually(() => stateOf(pid), hasEnded)), `child ${pid} goes on`);
    });
  }
});

/** As `ps` tells it; empty once nothing is left of the process. */
function stateOf(pid: string): string {
  return spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim();
}

/** A zombie has ended: it only waits for the system to take note. */
function hasEnded(state: string): boolean {
  return state === '' || state.startsWith('Z');
}

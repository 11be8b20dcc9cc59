import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inheritedFlags } from '../../src/workload/isolated-process.js';

test('flags that say how code runs go on to a child', () => {
  const flags = ['--expose-gc', '--max-old-space-size=512', '--conditions=development'];
  assert.deepEqual(inheritedFlags(flags), flags);
});

test('flags that say what to run, watch or debug stay behind, with their values', () => {
  const flags = ['--input-type', 'module', '-e', 'run()', '--inspect=0', '--test', '--expose-gc'];
  assert.deepEqual(inheritedFlags(flags), ['--expose-gc']);
  assert.deepEqual(inheritedFlags(['--input-type=module', '--eval', 'run()']), []);
});

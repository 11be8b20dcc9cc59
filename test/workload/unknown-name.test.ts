import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unknownName } from '../../src/workload/unknown-name.js';

test('a near name is suggested', () => {
  assert.equal(
    unknownName('parameter', 'limt', ['limit', 'ms']),
    "unknown parameter 'limt': there is limit, ms. Did you mean 'limit'?",
  );
});

test('without a near name there is only the list', () => {
  assert.equal(
    unknownName('workload', 'xyzzy', ['sleep']),
    "unknown workload 'xyzzy': there is sleep.",
  );
});

test('where there is no valid name it says so', () => {
  assert.equal(unknownName('parameter', 'limit', []), "unknown parameter 'limit': there is none.");
});

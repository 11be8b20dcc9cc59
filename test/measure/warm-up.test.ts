import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasSettled } from '../../src/measure/warm-up.js';

test('batches that still get faster have not settled', () => {
  assert.equal(hasSettled([100, 80, 60, 50]), false);
});

test('batches that have stopped getting faster have settled', () => {
  assert.equal(hasSettled([100, 60, 51, 50, 52, 50]), true);
});

test('one disturbed batch does not hide that the others have settled', () => {
  assert.equal(hasSettled([50, 51, 200, 50]), true);
});

test('three batches are too few to tell', () => {
  assert.equal(hasSettled([50, 50, 50]), false);
});

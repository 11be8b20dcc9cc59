import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isColored } from '../../src/cli/color.js';

const actions = { GITHUB_ACTIONS: 'true' };

test('the flag decides before everything else', () => {
  assert.equal(isColored('always', false, { NO_COLOR: '1' }), true);
  assert.equal(isColored('never', true, { FORCE_COLOR: '1' }), false);
});

test('NO_COLOR decides before FORCE_COLOR, unless it is empty', () => {
  assert.equal(isColored('auto', true, { NO_COLOR: '1', FORCE_COLOR: '1' }), false);
  assert.equal(isColored('auto', true, { NO_COLOR: '' }), true);
});

test('FORCE_COLOR turns colour on, and its 0 turns it off', () => {
  assert.equal(isColored('auto', false, { FORCE_COLOR: '1' }), true);
  assert.equal(isColored('auto', true, { FORCE_COLOR: '0' }), false);
  assert.equal(isColored('auto', false, { ...actions, FORCE_COLOR: '0' }), false);
});

test('a terminal is coloured and a pipe is not, but for dumb terminals and GitHub Actions', () => {
  assert.equal(isColored('auto', true, {}), true);
  assert.equal(isColored('auto', false, {}), false);
  assert.equal(isColored('auto', true, { TERM: 'dumb' }), false);
  assert.equal(isColored('auto', false, actions), true);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problems } from '../../src/plan/problems.js';
import { settingsFor } from '../../src/plan/settings.js';
import type { SettingsOptions } from '../../src/plan/settings.js';

function settings(options: SettingsOptions, cells = 36) {
  const problems = new Problems();
  const result = settingsFor(options, cells, problems);
  problems.throwIfAny();
  return result;
}

test('the default suite is planned for 85 s, a quick one for 18 s', () => {
  assert.equal(settings({}).budgetMs, 85_000);
  assert.equal(settings({ preset: 'quick' }).budgetMs, 18_000);
});

test('few cells are not given more time than they can use', () => {
  assert.equal(settings({}, 4).budgetMs, 60_000);
  assert.ok(settings({ preset: 'quick' }, 4).budgetMs < 10_000);
});

test('more cells than the default suite has are given more time', () => {
  assert.equal(settings({}, 100).budgetMs, 220_000);
  assert.equal(settings({ budgetMs: 80_000 }, 100).budgetMs, 80_000);
});

test('a cell is never judged by one process, unless one is asked for', () => {
  assert.equal(settings({}).minProcesses, 2);
  assert.equal(settings({ preset: 'quick' }).minProcesses, 2);
  assert.equal(settings({ processes: 1 }).minProcesses, 1);
});

test('a quick run takes a third process where there is time for it', () => {
  assert.equal(settings({ preset: 'quick' }, 4).processes, 3);
  assert.equal(settings({ preset: 'quick' }, 36).processes, 2);
  assert.equal(settings({ budgetMs: 5_000 }, 36).processes, 2);
});

test('a number of rounds or processes that is given is kept exactly', () => {
  const { minRounds, maxRounds, processes, minProcesses } = settings({ rounds: 7, processes: 5 });
  assert.deepEqual([minRounds, maxRounds, processes, minProcesses], [7, 7, 5, 5]);
});

test('each preset measures more than the one before', () => {
  const [quick, normal, rigorous] = (['quick', 'default', 'rigorous'] as const).map((preset) =>
    settings({ preset }),
  );
  assert.ok(quick && normal && rigorous);
  for (const field of ['processes', 'maxRounds', 'budgetMs'] as const) {
    assert.ok(quick[field] < normal[field] && normal[field] < rigorous[field], field);
  }
  // Where time is short, another process tells more than another round.
  assert.deepEqual([quick.minRounds, normal.minRounds], [1, 1]);
  assert.ok(normal.minRounds < rigorous.minRounds);
});

test('values that make no sense are problems', () => {
  assert.throws(() => settings({ budgetMs: -1, processes: 0, timeLimitMs: NaN }), {
    name: 'PlanError',
    message: /processes: .*\nbudget: .*\ntime limit: .*/,
  });
});

/**
 * The script of the job that comments, run by bash as GitHub runs it. GitHub itself is played by a
 * `gh` that writes down how it is called and answers with what this test put in a file: which pull
 * request is open, and which comment there is.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { parse } from 'yaml';
import { repositoryRoot } from '../cli/command-line.js';

interface Workflow {
  jobs: { comment: { steps: { run?: string }[] } };
}

const marker = '<!-- loop-or-pool:comment:default -->';

describe('the job that comments on a pull request', () => {
  it('posts a comment where there is none', (t) => {
    const { code, calls } = comment(t, { pullRequest: '7', comment: '', text: `${marker}\nsame` });

    assert.equal(code, 0);
    assert.match(calls.at(-1) ?? '', /POST repos\/some\/project\/issues\/7\/comments /);
  });

  it('updates the comment that is there', (t) => {
    const { code, calls } = comment(t, {
      pullRequest: '7',
      comment: '99',
      text: `${marker}\nsame`,
    });

    assert.equal(code, 0);
    assert.match(calls.at(-1) ?? '', /PATCH repos\/some\/project\/issues\/comments\/99 /);
  });

  it('posts nothing when the pull request is closed or has moved on', (t) => {
    const { code, calls } = comment(t, { pullRequest: '', comment: '', text: `${marker}\nsame` });

    assert.equal(code, 0);
    assert.equal(calls.length, 1);
  });

  it('refuses what a fork may have put in the place of the comment', (t) => {
    const { code, calls } = comment(t, { pullRequest: '7', comment: '', text: 'buy this' });

    assert.equal(code, 1);
    assert.deepEqual(calls, []);
  });

  it('cuts what GitHub would refuse for its length', (t) => {
    const text = `${marker}\n${'x'.repeat(100_000)}`;
    const { body } = comment(t, { pullRequest: '7', comment: '', text });

    assert.equal(body.length, 65_000);
  });
});

function comment(t: TestContext, github: { pullRequest: string; comment: string; text: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'found'));
  writeFileSync(join(folder, 'found', 'comment.md'), github.text);
  writeFileSync(join(folder, 'calls'), '');
  writeFileSync(join(folder, 'gh'), fakeGh);
  chmodSync(join(folder, 'gh'), 0o755);
  const { status } = spawnSync('bash', ['-e', '-c', script()], {
    cwd: folder,
    env: {
      PATH: `${folder}:${process.env['PATH']}`,
      GH_REPO: 'some/project',
      HEAD_SHA: 'abc',
      PULL_REQUEST: github.pullRequest,
      COMMENT: github.comment,
    },
  });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').split('\n').slice(0, -1);
  const body = calls.some((call) => call.includes('POST'))
    ? readFileSync(join(folder, 'body.md'), 'utf8')
    : '';
  return { code: status, calls, body };
}

const fakeGh = `#!/usr/bin/env bash
echo "$*" | tr '\\n' ' ' >> calls; echo >> calls
case $* in
  *pulls?state=open*) [ -z "$PULL_REQUEST" ] || echo "$PULL_REQUEST" ;;
  *issues/*/comments?*) [ -z "$COMMENT" ] || echo "$COMMENT" ;;
esac
`;

function script(): string {
  const text = readFileSync(join(repositoryRoot, 'templates/github/comment.yml'), 'utf8');
  const { jobs } = parse(text) as Workflow;
  return jobs.comment.steps.map(({ run }) => run ?? '').join('\n');
}

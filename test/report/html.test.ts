import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { renderHtml } from '../../src/report/html.js';
import { buildReport } from '../../src/report/report.js';
import { crossoverRun, hostileRun, tradeoffRun } from './sample-run.js';

const page = pageOf(tradeoffRun());

test('the policy allows the inlined style and script by hash and nothing else', () => {
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1] ?? '';
  const directives = policy.replaceAll('&#39;', "'").split('; ');
  assert.deepEqual(directives, [
    "default-src 'none'",
    `script-src '${hash(only(page, /<script>([\s\S]*?)<\/script>/g))}'`,
    `style-src '${hash(only(page, /<style>([\s\S]*?)<\/style>/g))}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

test('the timeline that the heading is about is the one shown first', () => {
  const selected = /<option value="\d+" selected>([^<]*)</.exec(page)?.[1];
  assert.ok(selected);
  assert.match(page, new RegExp(`<h2 id="timeline-heading">On one loop ${selected} and`));
});

test('nothing is loaded from elsewhere', () => {
  const addresses = [...markupOf(page).matchAll(/\b(?:src|href|action|srcset)="([^"]*)"/g)].map(
    (match) => match[1] ?? '',
  );
  assert.ok(addresses.length > 5);
  for (const address of addresses) assert.match(address, /^(#|data:,$)/);
  assert.doesNotMatch(only(page, /<style>([\s\S]*?)<\/style>/g), /url\(|@import/);
});

test('no markup needs what the policy forbids: inline styles and handlers', () => {
  for (const tag of markupOf(page).match(/<[a-z][^>]*>/g) ?? []) {
    assert.doesNotMatch(tag, /\s(style|on\w+)=/i);
  }
});

test('every section has a heading that names it, and the navigation reaches it', () => {
  const sections = [...page.matchAll(/<section id="([^"]+)" aria-labelledby="([^"]+)"/g)];
  const ids = [...markupOf(page).matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length, 'ids are unique');
  assert.deepEqual(
    sections.map((match) => match[1]),
    [
      'verdict',
      'trust',
      'speed-up',
      'latency',
      'loop-health',
      'cost',
      'timeline',
      'results',
      'method',
    ],
  );
  for (const [, id, heading] of sections) {
    assert.ok(ids.includes(heading));
    assert.ok(page.includes(`<a href="#${id}">`));
  }
});

test('a chart is named for those who cannot see it, and its figures stand in a table', () => {
  const canvases = [...page.matchAll(/<canvas[^>]*>/g)].map(([tag]) => tag);
  const pictures = canvases.filter((tag) => !tag.includes('aria-hidden="true"'));
  assert.equal(pictures.length, 6);
  for (const tag of pictures) {
    assert.match(tag, /role="img"/);
    assert.match(tag, /aria-label="[^"]{40,}"/);
  }
  const tables = [...page.matchAll(/<table[\s\S]*?<\/table>/g)].map(([table]) => table);
  assert.ok(tables.some((table) => table.includes('19.8x') && table.includes('of 20x')));
  for (const table of tables) {
    assert.match(table, /<caption>/);
    assert.match(table, /<th scope="col"/);
    assert.match(table, /<th scope="row"/);
  }
});

test('a name that tries to be markup stays text', () => {
  const hostile = pageOf(hostileRun());
  const markup = markupOf(hostile);
  assert.doesNotMatch(markup, /<img/);
  assert.doesNotMatch(markup, /<b>no such file/);
  assert.equal((hostile.match(/<script/g) ?? []).length, 3);
  assert.equal((hostile.match(/<\/script/g) ?? []).length, 3);
});

test('the inlined data is read back as it was', () => {
  const { record, judgement } = hostileRun();
  const report = buildReport(record, judgement);
  const charts = report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])),
  );
  const text = only(
    renderHtml(report),
    /<script type="application\/json" id="charts">([\s\S]*?)<\/script>/g,
  );
  assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(charts)));
});

test('a page of the default suite stays below 700 kB', () => {
  for (const text of [page, pageOf(crossoverRun())]) assert.ok(Buffer.byteLength(text) <= 700_000);
});

function pageOf({ record, judgement }: ReturnType<typeof tradeoffRun>): string {
  return renderHtml(buildReport(record, judgement));
}

/** The page without what stands inside its script and style elements. */
function markupOf(text: string): string {
  return text.replace(/<(script|style)([^>]*)>[\s\S]*?<\/\1>/g, '<$1$2></$1>');
}

function only(text: string, pattern: RegExp): string {
  const found = [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  assert.equal(found.length, 1);
  return found[0] ?? '';
}

function hash(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

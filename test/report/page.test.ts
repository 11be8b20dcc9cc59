import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { renderHtml } from '../../src/report/html.js';
import { buildReport } from '../../src/report/report.js';
import { browserPath, ReportBrowser } from './browser.js';
import { crossoverRun, hostileRun, loadedRun, tradeoffRun } from './sample-run.js';

const options = { skip: browserPath === undefined ? 'no Chromium here' : false };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tradeoff = pageOf(tradeoffRun());
let browser: ReportBrowser;

before(async () => {
  if (browserPath !== undefined) browser = await ReportBrowser.launch();
});
after(() => browser?.[Symbol.asyncDispose]());

test(
  'the page says nothing on the console, requests nothing and meets its own policy',
  options,
  async () => {
    for (const run of [tradeoffRun(), crossoverRun(), hostileRun(), loadedRun()]) {
      await browser.open(pageOf(run));
    }
    assert.deepEqual(browser.complaints, []);
  },
);

for (const [scheme, width] of [
  ['light', 1280],
  ['dark', 390],
] as const) {
  test(`axe finds nothing to complain about: ${scheme}, ${width} pixels`, options, async () => {
    const page = await browser.open(tradeoff, { width, scheme });
    await page.evaluate(
      `document.querySelectorAll('details').forEach((item) => (item.open = true))`,
    );
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResult;
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      [],
    );
  });
}

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}

test('no width makes the page scroll sideways', options, async () => {
  for (const width of [320, 390, 768, 1280]) {
    const page = await browser.open(tradeoff, { width });
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
  }
});

test('every control is reached by keyboard and shows that it has the focus', options, async () => {
  const page = await browser.open(tradeoff);
  const controls = (await page.evaluate(
    `[...document.querySelectorAll('a[href], button, select, summary, [tabindex="0"]')].filter((item) => item.checkVisibility()).length`,
  )) as number;
  assert.ok(controls > 30);
  const reached = new Set<unknown>();
  for (let press = 0; press < controls; press += 1) {
    await page.keyboard.press('Tab');
    const [index, outline] = (await page.evaluate(
      `[[...document.querySelectorAll('*')].indexOf(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]`,
    )) as [number, string];
    reached.add(index);
    assert.notEqual(outline, 'none');
  }
  assert.equal(reached.size, controls);
});

test(
  'the theme button goes from the system’s choice to light, to dark and back',
  options,
  async () => {
    const page = await browser.open(tradeoff, { scheme: 'dark' });
    const ground = () =>
      page.evaluate(`getComputedStyle(document.documentElement).backgroundColor`);
    const seen = [await ground()];
    for (let press = 0; press < 3; press += 1) {
      await page.locator('#theme').click();
      seen.push(await ground());
    }
    const [darkGround, lightGround] = ['rgb(21, 24, 29)', 'rgb(255, 255, 255)'];
    assert.deepEqual(seen, [darkGround, lightGround, darkGround, darkGround]);
  },
);

test('a header sorts its table by raw values, up and then down', options, async () => {
  const page = await browser.open(tradeoff);
  const header = page.locator('#table-results thead th', { hasText: 'wall time' });
  const column = () =>
    page.evaluate(
      `[...document.querySelectorAll('#table-results tbody tr')].map((row) => Number(row.cells[2].dataset.value))`,
    ) as Promise<number[]>;
  await header.locator('button').click();
  const up = await column();
  assert.deepEqual(
    up,
    up.toSorted((a, b) => a - b),
  );
  assert.equal(await header.getAttribute('aria-sort'), 'ascending');
  await header.locator('button').click();
  assert.deepEqual(await column(), up.toReversed());
});

test('a model switched off leaves the chart, and comes back', options, async () => {
  const page = await browser.open(tradeoff);
  const chart = page.locator('figure[data-chart="speed-up"]');
  const pixels = () =>
    page.evaluate(`document.querySelector('[data-chart=speed-up] canvas').toDataURL()`);
  const before = await pixels();
  const button = chart.locator('button', { hasText: 'async-pool:20' });
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  assert.notEqual(await pixels(), before);
  await button.click();
  assert.equal(await pixels(), before);
});

test('arrow keys step through the tasks of the timeline and say which one', options, async () => {
  const page = await browser.open(tradeoff);
  const timeline = page.locator('figure.timeline');
  await timeline.locator('select').selectOption({ label: 'sleep' });
  await timeline.locator('canvas.lanes').focus();
  await page.keyboard.press('ArrowRight');
  assert.match(
    (await timeline.locator('figcaption').textContent()) ?? '',
    /^event-loop, task 0 in lane 0/,
  );
  for (let press = 0; press < 20; press += 1) await page.keyboard.press('ArrowRight');
  assert.match(
    (await timeline.locator('figcaption').textContent()) ?? '',
    /^async-pool:20, task 0/,
  );
  await page.keyboard.press('ArrowLeft');
  assert.match((await timeline.locator('figcaption').textContent()) ?? '', /^event-loop, task 19/);
});

test('a table is saved as the CSV that it shows', options, async () => {
  const page = await browser.open(tradeoff);
  await page.locator('details:has(#table-cost) summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.frame:has(#table-cost) + button').click(),
  ]);
  assert.equal(download.suggestedFilename(), 'cost.csv');
  const [header, first] = readFileSync(await download.path(), 'utf8').split('\r\n');
  const keys = (await page.evaluate(
    `[...document.querySelectorAll('#table-cost thead th')].map((cell) => cell.dataset.key)`,
  )) as string[];
  assert.ok(keys.includes('cpuMsPerTask'));
  assert.equal(header, keys.join(','));
  assert.match(first ?? '', /^sleep,event-loop,1,/);
});

test('print opens every table and takes the light palette', options, async () => {
  const page = await browser.open(tradeoff, { scheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(`window.dispatchEvent(new Event('beforeprint'))`);
  assert.equal(
    await page.evaluate(
      `[...document.querySelectorAll('table')].every((table) => table.checkVisibility())`,
    ),
    true,
  );
  const ground = await page.evaluate(`getComputedStyle(document.documentElement).backgroundColor`);
  assert.equal(ground, 'rgb(255, 255, 255)');
  const corner = `(() => {
    const canvas = document.querySelector('canvas.lanes');
    return [...canvas.getContext('2d').getImageData(2, canvas.height - 3, 1, 1).data];
  })()`;
  assert.deepEqual(await page.evaluate(corner), [255, 255, 255, 255]);
  await page.evaluate(`window.dispatchEvent(new Event('afterprint'))`);
  assert.deepEqual(await page.evaluate(corner), [21, 24, 29, 255]);
  assert.equal(await page.locator('details[open]').count(), 0);
});

test('a name that tries to be markup makes no element', options, async () => {
  const page = await browser.open(pageOf(hostileRun()));
  assert.equal(await page.locator('img').count(), 0);
  assert.ok((await page.locator('h3').first().textContent())?.startsWith('</script><img onerror='));
});

function pageOf({ record, judgement }: ReturnType<typeof tradeoffRun>): string {
  return renderHtml(buildReport(record, judgement));
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserPath, ReportBrowser } from '../report/browser.js';
import { measuredUpTo, startServer } from './a-server.js';

const options = { skip: browserPath === undefined ? 'no Chromium here' : false };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: ReportBrowser;

before(async () => {
  if (browserPath !== undefined) browser = await ReportBrowser.launch();
});
after(() => browser?.[Symbol.asyncDispose]());

test(
  'cells, charts and verdicts fill in, until the page is that of a finished run',
  options,
  async (t) => {
    const { server, store } = await startServer(t);
    store('a', measuredUpTo(2, 2));
    const page = await browser.visit(server.url);
    await page.locator('td', { hasText: 'measuring' }).waitFor();
    await page.locator('td a, th a').click();
    await shows(page, '.chip', 'measuring: 2 of 8 cells');
    const pixels = () =>
      page.evaluate(`document.querySelector('[data-chart=speed-up] canvas').toDataURL()`);
    const sparse = await pixels();

    store('a', measuredUpTo(4, 2));
    await shows(page, '#verdict h2', '1 of 2 verdicts decided so far');
    await shows(page, '#news', 'Live: 1 of 2 verdicts decided so far');
    // A chart is painted in a frame after its figures have changed.
    while ((await pixels()) === sparse) await page.evaluate('new Promise(requestAnimationFrame)');

    store('a', { ...measuredUpTo(8, 2), status: 'complete' });
    await shows(page, '#news', 'This run is over.');
    await shows(page, '#verdict h2', 'belong');
    assert.equal(await page.locator('.chip', { hasText: 'measuring' }).count(), 0);
    assert.deepEqual(browser.complaints, []);
  },
);

test(
  'what the reader opened, sorted, switched off or stood on stays through an update',
  options,
  async (t) => {
    const { server, store } = await startServer(t);
    store('a', measuredUpTo(8, 2));
    const page = await browser.visit(`${server.url}run/a/`, {}, server.url);
    await shows(page, '#news', 'Live');
    const summary = page.locator('#latency summary');
    await summary.click();
    const button = page.locator('#speed-up button', { hasText: 'worker-pool:2x10' });
    await button.click();
    const header = page.locator('#table-results thead th').nth(2);
    await header.locator('button').click();
    await summary.focus();

    const record = measuredUpTo(8, 2);
    for (const { samples } of record.cells.flatMap(({ processes }) => processes)) {
      for (const sample of samples) {
        sample.taskMs.p50 *= 3;
        sample.taskMs.max *= 3;
        sample.peakRssBytes = 777_000_000;
      }
    }
    store('a', record);
    await shows(page, '#table-results', '777 MB');

    assert.equal(await page.locator('#latency details[open]').count(), 1);
    assert.equal(await button.getAttribute('aria-pressed'), 'false');
    assert.equal(await header.getAttribute('aria-sort'), 'ascending');
    const focused = `document.activeElement === document.querySelector('#latency summary')`;
    assert.equal(await page.evaluate(focused), true);
    await page.close();
  },
);

for (const [scheme, width] of [
  ['light', 1280],
  ['dark', 390],
] as const) {
  test(
    `axe finds nothing in the list and in a live report: ${scheme}, ${width} pixels`,
    options,
    async (t) => {
      const { server, store } = await startServer(t);
      store('a', measuredUpTo(4, 2));
      for (const path of ['', 'run/a/']) {
        const page = await browser.visit(server.url + path, { width, scheme }, server.url);
        await page.evaluate(axe);
        const { violations } = (await page.evaluate('axe.run()')) as AxeResult;
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`),
          [],
        );
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
        await page.close();
      }
      assert.deepEqual(browser.complaints, []);
    },
  );
}

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}

async function shows(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector, { hasText: text }).first().waitFor();
}

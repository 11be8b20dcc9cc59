/**
 * The report as one HTML file that opens from disk, offline, on a phone, in the dark.
 *
 * Every figure is in the markup; scripts only add charts, sorting and the choice of a theme. The
 * content security policy allows the inlined style and script by their hashes and nothing else.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Chart } from './chart.js';
import type { Report, Section } from './document.js';
import { block } from './html/blocks.js';
import { html, inlineJson, join, trusted } from './html/markup.js';
import type { Markup } from './html/markup.js';
import { themeStyles } from './html/theme-styles.js';
import { pack } from './timeline.js';
import type { PackedTimeline } from './timeline.js';

/** The whole page. */
export function renderHtml(report: Report): string {
  const style = themeStyles() + asset('report.css');
  const script = asset('report.js');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${report.title} · ${report.runId}</title>
        <link rel="icon" href="data:," />
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#verdict">Skip to the verdict</a>
        ${header(report)} ${navigation(report.sections)}
        <main>${join(report.sections.map((section) => sectionMarkup(section)))}</main>
        <footer>
          <p>Run ${report.runId}. Again with <code>${report.command}</code></p>
        </footer>
        ${data('charts', chartsOf(report))} ${data('timelines', timelinesOf(report))}
        ${trusted(`<script>${script}</script>`)}
      </body>
    </html>`;
  return `${page}\n`;
}

function header(report: Report): Markup {
  return html`<header>
    <div class="title">
      <h1>${report.title}</h1>
      <button type="button" id="theme" hidden>Theme: system</button>
    </div>
    <p class="environment">${report.environment}</p>
    <ul class="chips">
      ${join(report.status.map(({ tone, text }) => html`<li class="chip ${tone}">${text}</li>`))}
      <li class="chip">${report.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</li>
    </ul>
    <p class="command"><code>${report.command}</code></p>
    <noscript><p>Charts need JavaScript; every figure is in the tables below.</p></noscript>
  </header>`;
}

function navigation(sections: Section[]): Markup {
  const items = sections.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`);
  return html`<nav aria-label="Sections">
    <ul>
      ${join(items)}
    </ul>
  </nav>`;
}

function sectionMarkup({ id, heading, lead, blocks, limits }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${heading}</h2>
    <p class="lead">${lead}</p>
    ${join(blocks.map(block))} ${limits === undefined ? '' : html`<p class="limits">${limits}</p>`}
  </section>`;
}

function chartsOf(report: Report): Chart[] {
  return report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((item) => (item.kind === 'chart' ? [item.chart] : [])),
  );
}

function timelinesOf(report: Report): PackedTimeline[] {
  return report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((item) => (item.kind === 'timelines' ? item.timelines.map(pack) : [])),
  );
}

function data(id: string, value: unknown): Markup {
  return html`<script type="application/json" id="${id}">
    ${inlineJson(value)}
  </script>`;
}

/** Built beside this module by the bundler. */
function asset(name: string): string {
  try {
    return readFileSync(new URL(`./browser/${name}`, import.meta.url), 'utf8');
  } catch (cause) {
    throw new Error(`the report's ${name} has not been bundled. Try: npm run build`, { cause });
  }
}

function hashOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

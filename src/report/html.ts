/**
 * The report as one HTML file that opens from disk, offline, on a phone, in the dark.
 *
 * Every figure is in the markup; scripts only add charts, sorting and the choice of a theme. The
 * content security policy allows the inlined style and script by their hashes and nothing else.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Chart } from './chart.js';
import type { Link, Report, Section } from './document.js';
import { block } from './html/blocks.js';
import { html, inlineJson, join, prose, trusted } from './html/markup.js';
import type { Markup } from './html/markup.js';
import { themeStyles } from './html/theme-styles.js';
import { pack } from './timeline.js';
import type { PackedTimeline } from './timeline.js';
import type { PageParts } from './page-parts.js';

export interface HtmlOptions {
  /** Where the page hears of changes, relative to it; only a page from a server has one. */
  live?: string;
}

/** The whole page. */
export function renderHtml(report: Report, { live }: HtmlOptions = {}): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${pagePolicy(live !== undefined)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${report.title} · ${report.runId}</title>
        <link rel="icon" href="data:," />
        ${trusted(`<style>${pageStyle()}</style>`)}
      </head>
      <body ${live === undefined ? '' : html`data-live="${live}"`}>
        <a class="skip" href="#${report.sections[0]?.id ?? ''}">Skip to the answer</a>
        ${header(report, live !== undefined)}
        <nav aria-label="Sections">${navigation(report.sections)}</nav>
        <main>${join(report.sections.map(sectionMarkup))}</main>
        <footer>
          <p>${report.title} · ${report.runId} · <code>${report.command}</code></p>
        </footer>
        ${data('charts', chartsOf(report))} ${data('timelines', timelinesOf(report))}
        ${trusted(`<script>${pageScript()}</script>`)}
      </body>
    </html>`;
  return `${page}\n`;
}

/** The same markup as `renderHtml` writes, for a page that is already open. */
export function renderParts(report: Report): PageParts {
  return {
    status: status(report).toString(),
    navigation: navigation(report.sections).toString(),
    sections: report.sections.map((section) => {
      return { id: section.id, markup: sectionMarkup(section).toString() };
    }),
    charts: chartsOf(report),
    timelines: timelinesOf(report),
  };
}

/** The content security policy of a page. @param isLive it may connect to the server it is from. */
export function pagePolicy(isLive: boolean): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(pageScript())}'`,
    `style-src '${hashOf(pageStyle())}'`,
    'img-src data:',
    ...(isLive ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function pageStyle(): string {
  return themeStyles() + asset('report.css');
}

function pageScript(): string {
  return asset('report.js');
}

function header(report: Report, isLive: boolean): Markup {
  return html`<header>
    <div class="title">
      <h1>${report.title}</h1>
      <button type="button" id="theme" hidden>Theme: system</button>
    </div>
    <div id="status">${status(report)}</div>
    <p class="command"><code>${report.command}</code></p>
    ${links(report.links ?? [])} ${isLive ? html`<p id="news" role="status"></p>` : ''}
    <noscript><p>Charts need JavaScript; every figure is in the tables below.</p></noscript>
  </header>`;
}

function status({ environment, status: chips, startedAt }: Report): Markup {
  return html`<p class="environment">${environment}</p>
    <ul class="chips">
      ${join(chips.map(({ tone, text }) => html`<li class="chip ${tone}">${text}</li>`))}
      <li class="chip">${startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</li>
    </ul>`;
}

function links(items: readonly Link[]): Markup {
  if (items.length === 0) return html``;
  const entries = items.map(({ text, href }) => html`<li><a href="${href}">${text}</a></li>`);
  return html`<ul class="links">
    ${join(entries)}
  </ul>`;
}

function navigation(sections: Section[]): Markup {
  const items = sections.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`);
  return html`<ul>
    ${join(items)}
  </ul>`;
}

function sectionMarkup(section: Section): Markup {
  const { id, name, heading, isFolded = false } = section;
  const body = sectionBody(section);
  const folded = html`<details>
    <summary>Show ${name}</summary>
    ${body}
  </details>`;
  return html`<section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${prose(heading)}</h2>
    ${isFolded ? folded : body}
  </section>`;
}

function sectionBody({ heading, lead, blocks, limits }: Section): Markup {
  return html`<p class="lead">${prose(lead)}</p>
    ${join(blocks.map((item) => block(item, heading)))}
    ${limits === undefined ? '' : html`<p class="limits">${prose(limits)}</p>`}`;
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

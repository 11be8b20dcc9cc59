/** The blocks of a section as markup. */
import type { Chart } from '../chart.js';
import type { Block, Check, VerdictCard } from '../document.js';
import { markerOf } from '../palette.js';
import type { Look } from '../palette.js';
import { describeTimeline } from '../timeline.js';
import type { Timeline } from '../timeline.js';
import { html, join, prose } from './markup.js';
import type { Markup } from './markup.js';
import { foldedTable, tableMarkup } from './tables.js';

/** One block. @param heading of its section, which a chart of its own title does not repeat */
export function block(item: Block, heading: string): Markup {
  switch (item.kind) {
    case 'verdicts':
      return html`<div class="cards">${join(item.cards.map(card))}</div>`;
    case 'checks':
      return html`<ul class="checks">
        ${join(item.checks.map(check))}
      </ul>`;
    case 'chart':
      return chart(item.chart, heading);
    case 'timelines':
      return timelines(item.timelines, item.picture.timelines.at(-1));
    case 'table':
      return item.isFolded ? foldedTable(item.table) : tableMarkup(item.table);
    case 'terms':
      return html`<dl>
        ${join(
          item.terms.map(
            ({ term, text }) =>
              html`<dt>${term}</dt>
                <dd>${text}</dd>`,
          ),
        )}
      </dl>`;
  }
}

const unclearChip = html` <span class="chip warn">unclear</span>`;

function card(item: VerdictCard): Markup {
  return html`<article class="card ${item.status}">
    <h3>${item.workload}${item.status === 'unclear' ? unclearChip : ''}</h3>
    <p class="description">${item.description}</p>
    <p class="nature"><strong>${item.nature}</strong> ${item.natureDetail}</p>
    <p class="pick">${pick(item)}</p>
    ${
      item.speedUp === null || item.interval === null
        ? ''
        : html`<p class="figure">
            <b>${item.speedUp}</b> <span>95 % interval ${item.interval}</span>
          </p>`
    }
    <p>${prose(item.reason)}</p>
    ${item.runnerUp === null ? '' : html`<p class="aside">Runner-up: ${prose(item.runnerUp)}</p>`}
    ${item.tied === null ? '' : html`<p class="aside">As fast, but dearer: ${prose(item.tied)}</p>`}
    ${join(item.flips.map((flip) => html`<p class="aside">Another answer with ${prose(flip)}</p>`))}
    ${item.warning === null ? '' : html`<p class="aside doubt">! ${prose(item.warning)}</p>`}
  </article>`;
}

function pick({ look, status }: VerdictCard): Markup {
  if (look === null) return html`no verdict`;
  return status === 'unclear' ? html`perhaps ${named(look)}` : named(look);
}

function check({ passed, subject, finding, advice }: Check): Markup {
  return html`<li class="${passed ? 'passed' : 'open'}">
    <span class="mark">${passed ? 'ok' : '!'}</span>
    <span
      ><strong>${subject}.</strong> ${prose(finding)}
      ${advice === undefined ? '' : html`<em>Try: ${prose(advice)}</em>`}</span
    >
  </li>`;
}

/** A picture for the eye; the buttons switch models off, and the table below is its equal. */
function chart(item: Chart, heading: string): Markup {
  const legend = item.looks.map(
    (look) =>
      html`<button type="button" aria-pressed="true" data-model="${look.model}">
        ${marker(look)} ${look.model}
      </button>`,
  );
  const caption = html`<figcaption>${prose(item.title)}</figcaption>`;
  return html`<figure class="chart" data-chart="${item.id}">
    ${item.title === heading ? '' : caption}
    <div class="legend" role="group" aria-label="Models shown" hidden>${join(legend)}</div>
    <canvas role="img" aria-label="${item.description}"></canvas>
  </figure>`;
}

/** Drawn by the script, which fills in the buttons' work; the table of tasks is its equal. */
function timelines(items: Timeline[], shown: Timeline | undefined): Markup {
  const choices = items.map((item, index) =>
    item.workload === shown?.workload
      ? html`<option value="${index}" selected>${item.workload}</option>`
      : html`<option value="${index}">${item.workload}</option>`,
  );
  const control = (name: string, label: string, text: string) =>
    html`<button type="button" data-control="${name}" aria-label="${label}">${text}</button>`;
  return html`<figure class="timeline">
    <div class="legend" role="group" aria-label="Timeline" hidden>
      <label
        >Workload
        <select>
          ${join(choices)}
        </select></label
      >
      ${join([
        control('previous', 'Previous task', '←'),
        control('next', 'Next task', '→'),
        control('in', 'Zoom in', '+'),
        control('out', 'Zoom out', '−'),
        control('all', 'Show all of the batch', 'all'),
      ])}
    </div>
    <canvas
      class="lanes"
      role="img"
      tabindex="0"
      aria-label="${shown ? describeTimeline(shown) : ''}"
    ></canvas>
    <canvas class="overview" aria-hidden="true"></canvas>
    <figcaption aria-live="polite">Arrow keys step through the tasks, + and − zoom.</figcaption>
  </figure>`;
}

function named(look: Look): Markup {
  return html`<span class="model">${marker(look)} ${look.model}</span>`;
}

function marker(look: Look): Markup {
  return html`<span class="marker ${look.family}" aria-hidden="true">${markerOf(look)}</span>`;
}

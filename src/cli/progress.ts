/**
 * Shows on stderr how far a run is. Draws only when an event arrives, which is between samples: a
 * timer that redraws would disturb what is measured.
 */
import { duration } from '../report/units.js';
import type { RunEvent } from '../run-plan.js';
import type { Terminal } from './terminal.js';
import { styled } from './terminal.js';

type Clock = () => number;

/** What is known of the run so far. */
interface State {
  startedAt: number;
  doneShare: number;
  finishedCells: number;
  cells: number;
  /** Of the cell measured last. */
  cellId: string;
  /** Wall time of the last batch of each cell, in ms. */
  lastWallMs: Map<string, number>;
}

/** A listener for the events of one run. */
export function showProgress(
  terminal: Terminal,
  now: Clock = () => performance.now(),
): (event: RunEvent) => void {
  const state: State = {
    startedAt: now(),
    doneShare: 0,
    finishedCells: 0,
    cells: 0,
    cellId: '',
    lastWallMs: new Map(),
  };
  const show = terminal.isLive ? liveLine(terminal, state, now) : finishedLines(terminal, state);
  return (event) => {
    update(state, event);
    show(event);
  };
}

function update(state: State, event: RunEvent): void {
  switch (event.kind) {
    case 'started':
      state.cells = event.cells;
      break;
    case 'sampled':
      state.cellId = event.cellId;
      state.doneShare = event.doneShare;
      state.lastWallMs.set(event.cellId, event.sample.wallMs);
      break;
    case 'cell-finished':
      state.finishedCells = event.finishedCells;
      break;
    case 'cell-failed':
    case 'finished':
      break;
  }
}

const eraseLine = '\r\u001b[2K';

function liveLine(terminal: Terminal, state: State, now: Clock): (event: RunEvent) => void {
  return (event) => {
    if (event.kind === 'finished') return terminal.err.write(eraseLine);
    if (event.kind === 'cell-failed') terminal.err.write(eraseLine + failureLine(terminal, event));
    terminal.err.write(eraseLine + barLine(terminal, state, now() - state.startedAt));
  };
}

function finishedLines({ err }: Terminal, state: State): (event: RunEvent) => void {
  return (event) => {
    if (event.kind === 'cell-failed') err.write(failureLine({ err }, event));
    if (event.kind !== 'cell-finished') return;
    const count = `[${event.finishedCells}/${event.cells}]`;
    const wallMs = state.lastWallMs.get(event.cellId);
    const last = wallMs === undefined ? '' : `  ${duration(wallMs)}`;
    err.write(`${count} ${event.cellId}${last}\n`);
  };
}

function failureLine(
  { err }: Pick<Terminal, 'err'>,
  { cellId, failure }: Extract<RunEvent, { kind: 'cell-failed' }>,
): string {
  const reason = failure.message.split('\n', 1)[0] ?? '';
  return `${styled(err, 'red', 'failed')} ${cellId}: ${reason}\n`;
}

const barWidths = { least: 8, most: 24 };

/** `measuring ▕█████▌      ▏ 11/24 cells  0:38  ETA 0:41  sha256/worker-pool:2`, cut to the width. */
function barLine({ ascii, err }: Terminal, state: State, elapsedMs: number): string {
  const { doneShare, finishedCells, cells, cellId } = state;
  const left = doneShare > 0.05 ? clock((elapsedMs * (1 - doneShare)) / doneShare) : '-';
  const before = 'measuring ';
  const after = ` ${finishedCells}/${cells} cells  ${clock(elapsedMs)}  ETA ${left}  ${cellId}`;
  const width = err.width - 1;
  const room = width - before.length - after.length - 2;
  const barWidth = Math.max(barWidths.least, Math.min(barWidths.most, room));
  return (before + bar(doneShare, barWidth, ascii) + after).slice(0, width);
}

function bar(doneShare: number, width: number, ascii: boolean): string {
  const filled = Math.round(Math.min(1, doneShare) * width);
  if (ascii) return `[${'#'.repeat(filled)}${' '.repeat(width - filled)}]`;
  return `▕${'█'.repeat(filled)}${' '.repeat(width - filled)}▏`;
}

/** `3:08` */
function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

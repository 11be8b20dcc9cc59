/** The data that the page carries, or is sent while it is live. */
import type { Chart } from '../chart.js';
import type { PackedTimeline } from '../timeline.js';

export interface PageData {
  charts: Chart[];
  timelines: PackedTimeline[];
}

/** What was inlined; an empty list where nothing was. */
export function readData(): PageData {
  return { charts: inlined('charts'), timelines: inlined('timelines') };
}

function inlined<T extends unknown[]>(id: string): T {
  return JSON.parse(document.getElementById(id)?.textContent ?? '[]') as T;
}

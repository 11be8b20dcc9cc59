import { drawCharts } from './charts.js';
import type { PageData } from './data.js';
import type { Picture } from './picture.js';
import { offerSaving } from './saving.js';
import { offerSorting } from './sorting.js';
import { offerTimeline } from './timeline.js';

/** Makes the tables of a section sortable and draws its pictures. */
export function enliven(section: ParentNode, { charts, timelines }: PageData): Picture {
  offerSorting(section);
  offerSaving(section);
  const pictures = [...drawCharts(section, charts), ...offerTimeline(section, timelines)];
  return {
    redraw: () => pictures.forEach((picture) => picture.redraw()),
    close: () => pictures.forEach((picture) => picture.close()),
  };
}

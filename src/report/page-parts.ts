import type { Chart } from './chart.js';
import type { PackedTimeline } from './timeline.js';

/** What of a page changes while a run goes on, as markup and data. */
export interface PageParts {
  status: string;
  navigation: string;
  sections: { id: string; markup: string }[];
  charts: Chart[];
  timelines: PackedTimeline[];
}

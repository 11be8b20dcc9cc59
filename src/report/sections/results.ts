/** Everything, for those who want to look for themselves. */
import type { Section } from '../document.js';
import type { Table } from '../table.js';
import { count } from '../units.js';

/** All cells with all figures. */
export function resultsSection(results: Table): Section {
  return {
    id: 'results',
    name: 'All results',
    heading: `All results: ${count(results.rows.length, 'cell')}`,
    lead: 'A marked row is the verdict’s pick. Wall time is the median over rounds and processes of the time for the whole batch; “of” names the most that the law of the loop allows.',
    blocks: [{ kind: 'table', table: results, isFolded: false }],
  };
}

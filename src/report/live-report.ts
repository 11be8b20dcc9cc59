/** The report of a run that still goes on: the same, with everything in it said to be preliminary. */
import type { RunRecord } from '../record/run-record.js';
import type { Judgement } from '../verdict/verdict.js';
import type { Block, Report, Section, VerdictCard } from './document.js';
import { buildReport } from './report.js';
import { count } from './units.js';

/** @param record what was measured so far, all planned cells in it */
export function buildLiveReport(record: RunRecord, judgement: Judgement): Report {
  const report = buildReport({ ...record, status: 'complete' }, judgement);
  const measured = judgement.workloads
    .flatMap(({ cells }) => cells)
    .filter(({ numbers }) => numbers);
  const decided = report.verdicts.filter(({ status }) => status === 'clear').length;
  const cards = report.verdicts.map(undecided);
  return {
    ...report,
    status: [
      {
        tone: 'warn',
        text: `measuring: ${measured.length} of ${count(record.cells.length, 'cell')}`,
      },
    ],
    verdicts: cards,
    // Whether to trust a run is asked once it is over.
    sections: report.sections
      .filter(({ id }) => id !== 'trust')
      .map((section) =>
        section.id === 'verdict' ? preliminary(section, cards, decided) : section,
      ),
  };
}

/** Samples are still to come, so what would be called unclear after them has no verdict yet. */
function undecided(card: VerdictCard): VerdictCard {
  if (card.status === 'clear') return card;
  return {
    ...card,
    status: 'none',
    look: null,
    speedUp: null,
    interval: null,
    reason: 'Not decided yet.',
    runnerUp: null,
    tied: null,
    flips: [],
  };
}

function preliminary(section: Section, cards: VerdictCard[], decided: number): Section {
  const blocks: Block[] = [{ kind: 'verdicts', cards }];
  return {
    ...section,
    heading: `${decided} of ${count(cards.length, 'verdict')} decided so far`,
    blocks,
    limits: 'More rounds follow; until the run is over, any verdict may change.',
  };
}

/** What a comparison is said in, the same on the screen, on a page and in a comment. */
import type {
  Change,
  ComparedCell,
  Comparison,
  Evidence,
  FigureChange,
  FigureName,
  Problem,
  Version,
} from '../verdict/regression.js';
import type { Tone } from './table.js';
import { signedPercent } from './trend-words.js';
import { count } from './units.js';
import { listed } from './wording.js';

/** What became of a cell, as far as it can be told. */
export type Outcome = Change | 'accepted' | 'problem';

const evidences: Record<Evidence, string> = {
  'two-moments': 'two stored runs, 95 % intervals',
  history: 'against the history, suspects measured beside an earlier version',
  pairs: 'pairs of fresh processes that took turns',
  'confirmed-pairs': 'pairs of fresh processes that took turns, changes found twice',
};

/** The other figures, as they stand in a sentence. */
export const figureWords: Record<FigureName, string> = {
  time: 'time',
  'loop-delay': 'loop delay',
  memory: 'memory',
  cpu: 'CPU time',
};

export function evidenceWords(evidence: Evidence): string {
  return evidences[evidence];
}

/** The outcome of the cell's time, which is what a gate is about. */
export function outcomeOf({ figures, accepted }: ComparedCell): Outcome {
  if (figures === null) return 'problem';
  return figures.time.change === 'worse' && accepted !== null ? 'accepted' : figures.time.change;
}

/** A change that was found twice may be called by its name. */
export function outcomeWord(outcome: Outcome, evidence: Evidence): { text: string; tone: Tone } {
  const isSure = evidence === 'confirmed-pairs' || evidence === 'history';
  switch (outcome) {
    case 'worse':
      return { text: isSure ? '▼ regressed' : '▼ slower', tone: 'worse' };
    case 'better':
      return { text: isSure ? '▲ improved' : '▲ faster', tone: 'better' };
    case 'same':
      return { text: evidence === 'history' ? '= usual' : '= same', tone: 'muted' };
    case 'unclear':
      return { text: '? cannot tell', tone: 'doubt' };
    case 'accepted':
      return { text: '▼ accepted', tone: 'muted' };
    case 'problem':
      return { text: '! not compared', tone: 'doubt' };
  }
}

/** Why a cell was not compared, in a row of a table; the notes say it in full. */
export function problemWord({ kind, side }: Problem): string {
  switch (kind) {
    case 'failed':
      return `failed in ${side}`;
    case 'absent':
      return `not in ${side}`;
    case 'differs':
      return 'other work';
  }
}

/** `2 of 12 cells regressed, 1 improved, 3 cannot be told` */
export function comparisonHeading({ cells, evidence }: Comparison): string {
  const isSure = evidence === 'confirmed-pairs' || evidence === 'history';
  const outcomes = cells.map(outcomeOf);
  const tally = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
  const parts: [number, string][] = [
    [tally('worse'), isSure ? 'regressed' : 'slower'],
    [tally('accepted'), 'slower as accepted'],
    [tally('better'), isSure ? 'improved' : 'faster'],
    [tally('same'), evidence === 'history' ? 'as usual' : 'the same'],
    [tally('unclear'), 'cannot be told'],
    [tally('problem'), 'not compared'],
  ];
  const found = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `${count(cells.length, 'cell')}: ${listed(found) || 'nothing to compare'}`;
}

/** `+12 %` */
export function changeWords({ ratio }: FigureChange): string | null {
  return ratio && signedPercent(ratio.value);
}

/** `+9 % to +15 %` */
export function intervalWords({ ratio }: FigureChange): string | null {
  if (ratio === null) return null;
  const high = ratio.high > 100 ? 'anything' : signedPercent(ratio.high);
  return `${signedPercent(ratio.low)} to ${high}`;
}

/** `main 1a2b3c4+` */
export function versionWords({ name, commit, isDirty }: Version): string {
  const short = commit === null ? '' : `${commit.slice(0, 7)}${isDirty ? '+' : ''}`;
  return short === '' || name.startsWith(short) ? name : `${name} (${short})`;
}

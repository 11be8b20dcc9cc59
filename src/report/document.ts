/**
 * The report as a document: content, order, figures and wording, decided once.
 *
 *     RunRecord + Judgement ──buildReport──▶ Report ──▶ terminal, Markdown, HTML, CSV, PNG
 *
 * The dialects lay it out and compute nothing, so that they cannot disagree.
 */
import type { Chart } from './chart.js';
import type { Look } from './palette.js';
import type { Table } from './table.js';
import type { Timeline } from './timeline.js';

export interface Report {
  runId: string;
  title: string;
  /** Tool, Node, machine and method in one line. */
  environment: string;
  /** What a reader must see before the figures: interrupted, failed cells, warnings. */
  status: Chip[];
  /** How to measure this again. */
  command: string;
  startedAt: string;
  /** Other pages and files, where a server offers them. */
  links?: Link[];
  looks: Look[];
  verdicts: VerdictCard[];
  /** One table per workload, in the order of the suite. */
  workloads: WorkloadBlock[];
  /** Every cell with every figure. */
  results: Table;
  /** What each model takes before it does any work; of a single run that measured something. */
  models?: Table;
  /** In reading order; the first answers. */
  sections: Section[];
  notes: Note[];
}

export interface Link {
  text: string;
  /** Relative to the page. */
  href: string;
}

/** A picture of a few timelines that travels without the page. */
export interface TimelinePicture {
  title: string;
  subtitle: string;
  timelines: Timeline[];
}

export interface Chip {
  tone: 'ok' | 'warn' | 'fail';
  text: string;
}

/** A doubt, with what to try. */
export interface Note {
  tone: 'warn' | 'fail';
  text: string;
}

export interface WorkloadBlock {
  key: string;
  /** What was run and what it was measured to be. */
  subtitle: string;
  description: string;
  table: Table;
}

export interface VerdictCard {
  workload: string;
  description: string;
  status: 'clear' | 'unclear' | 'none';
  nature: string;
  /** What the nature was read from. */
  natureDetail: string;
  /** The model to use, or null. */
  look: Look | null;
  /** `1.86x`; null where the pick is what it is held against. */
  speedUp: string | null;
  /** `1.78–1.94` */
  interval: string | null;
  reason: string;
  runnerUp: string | null;
  /** Models as good that cost more. */
  tied: string | null;
  /** `a task shorter than 0.31 ms: event-loop`: what would change the answer. */
  flips: string[];
  /** The author's claim does not hold. */
  warning: string | null;
}

export interface Section {
  /** Anchor. */
  id: string;
  /** Short name for navigation. */
  name: string;
  /** The finding, as a sentence. */
  heading: string;
  /** One sentence on how to read what follows. */
  lead: string;
  /** What the suite was made to find out: told in the terminal and in Markdown as well. */
  isAnswer?: boolean;
  /** One of many that found nothing: only its heading shows until it is opened. */
  isFolded?: boolean;
  blocks: Block[];
  /** What this section does not show. */
  limits?: string;
}

export type Block =
  | { kind: 'verdicts'; cards: VerdictCard[] }
  | { kind: 'checks'; checks: Check[] }
  | { kind: 'chart'; chart: Chart }
  | { kind: 'timelines'; timelines: Timeline[]; picture: TimelinePicture }
  | { kind: 'table'; table: Table; isFolded: boolean }
  | { kind: 'terms'; terms: { term: string; text: string }[] };

/** One question about the run's trustworthiness. */
export interface Check {
  passed: boolean;
  subject: string;
  finding: string;
  /** What to try; only where the check did not pass. */
  advice?: string;
}

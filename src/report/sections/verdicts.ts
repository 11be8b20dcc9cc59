/** The answer: one card per workload. */
import type { Choice, Judgement, WorkloadJudgement } from '../../verdict/verdict.js';
import type { Section, VerdictCard } from '../document.js';
import type { Look } from '../palette.js';
import { count, range, times } from '../units.js';
import { listed, natureDetail, natureWord, speedUpWithInterval } from '../wording.js';

/** One card per workload, in the order of the suite. */
export function verdictCards(judgement: Judgement, looks: Look[]): VerdictCard[] {
  return judgement.workloads.map((workload) => card(workload, looks));
}

/** The section that opens the report; its heading counts where the work should run. */
export function verdictSection(cards: VerdictCard[]): Section {
  return {
    id: 'verdict',
    name: 'Verdict',
    heading: tally(cards),
    lead: 'For each workload the cheapest model that is as fast as the fastest, with its speed-up over one task at a time on the event loop and the 95 % interval of that figure.',
    blocks: [{ kind: 'verdicts', cards }],
    limits:
      'The verdict is about this machine, these inputs and this number of tasks. Measure your own work before you move it.',
  };
}

function card(workload: WorkloadJudgement, looks: Look[]): VerdictCard {
  const { verdict, nature } = workload;
  const { best } = verdict;
  // The event loop is what all are held against: a speed-up of its own would say nothing.
  const speedUp = best?.model === 'event-loop' ? null : (best?.speedUp ?? null);
  return {
    workload: workload.key,
    description: workload.description,
    status: verdict.status,
    nature: natureWord(nature.measured),
    natureDetail: natureDetail(nature),
    look: looks.find((look) => look.model === best?.model) ?? null,
    speedUp: speedUp && times(speedUp.value),
    interval: speedUp && range(speedUp.low, speedUp.high),
    reason: verdict.reason,
    runnerUp: verdict.runnerUp && choice(verdict.runnerUp),
    tied:
      verdict.status === 'clear' && verdict.tiedWith.length > 0 ? listed(verdict.tiedWith) : null,
    flips: verdict.flips.map(({ when, model }) => `${when}: ${model}`),
    warning: nature.warning,
  };
}

/** The event loop is held against itself: its 1.00x would tell nothing. */
function choice({ model, speedUp }: Choice): string {
  return speedUp && model !== 'event-loop' ? `${model}, ${speedUpWithInterval(speedUp)}` : model;
}

/** `4 workloads belong in worker threads, 3 in an async pool, 1 on the event loop; 1 is unclear` */
function tally(cards: VerdictCard[]): string {
  const places = {
    'async-pool': 'in an async pool',
    'worker-pool': 'in worker threads',
    'process-pool': 'in child processes',
    queue: 'on a queue',
    'event-loop': 'on the event loop',
  } as const;
  const decided = cards.filter((item) => item.status === 'clear');
  const counts = Object.entries(places)
    .map(([family, place]) => ({
      place,
      n: decided.filter((item) => item.look?.family === family).length,
    }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n);
  const unclear = cards.length - decided.length;
  if (counts.length === 0) return 'No workload has a clear verdict';
  const [first, ...rest] = counts.map(({ n, place }) => ({ n, place }));
  const opening = `${count(first?.n ?? 0, 'workload')} ${first?.n === 1 ? 'belongs' : 'belong'} ${first?.place ?? ''}`;
  const clauses = [opening, ...rest.map(({ n, place }) => `${n} ${place}`)];
  return `${clauses.join(', ')}${unclear > 0 ? `; ${unclear} unclear` : ''}`;
}

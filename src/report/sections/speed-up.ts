/** How fast each model is against one task at a time on the event loop. */
import type { WorkloadJudgement } from '../../verdict/verdict.js';
import type { Axis, ForestChart, ForestRow } from '../chart.js';
import type { Section } from '../document.js';
import type { Look } from '../palette.js';
import { bound, times } from '../units.js';
import type { SectionInput } from './input.js';

/** Nothing where no cell could be held against the event loop. */
export function speedUpSection(input: SectionInput, axis: Axis): Section[] {
  const chart = forest(input, axis);
  if (!chart.rows.some((row) => row.kind === 'point')) return [];
  return [
    {
      id: 'speed-up',
      name: 'Speed-up',
      heading: chart.title,
      lead: 'Each mark is a model; its whiskers are the 95 % interval. Right of the 1x line is faster than one task at a time on the event loop; inside the grey band is the same. The upright stroke is the most that the law of the loop allows.',
      blocks: [{ kind: 'chart', chart }],
      limits:
        'Speed-up says nothing about cost: memory and CPU time of each model stand under Cost.',
    },
  ];
}

function forest({ judgement, looks, environment }: SectionInput, axis: Axis): ForestChart {
  const rows = judgement.workloads.flatMap((workload) => rowsOf(workload, looks));
  return {
    kind: 'forest',
    id: 'speed-up',
    title: finding(judgement.workloads),
    subtitle: environment,
    description: describe(rows),
    looks: looks.filter((look) => look.model !== 'event-loop'),
    axis,
    reference: 1,
    tieBand: { low: 0.95, high: 1.05 },
    rows,
  };
}

/** The event loop itself is the 1x line and needs no row. */
function rowsOf(workload: WorkloadJudgement, looks: Look[]): ForestRow[] {
  const points = workload.cells.flatMap(({ model, numbers }): ForestRow[] => {
    const look = looks.find((candidate) => candidate.model === model);
    if (!numbers?.speedUp || !look || numbers.comparison === 'reference') return [];
    const { value, low, high } = numbers.speedUp;
    const limit = numbers.bound?.value ?? null;
    const text = limit === null ? times(value) : `${times(value)} of ${bound(limit)}`;
    return [{ kind: 'point', label: model, look, value, low, high, bound: limit, text }];
  });
  return points.length > 0 ? [{ kind: 'heading', label: workload.key }, ...points] : [];
}

function finding(workloads: WorkloadJudgement[]): string {
  const gains = workloads.flatMap(({ key, verdict }) =>
    verdict.best?.speedUp && verdict.best.speedUp.low > 1
      ? [{ key, model: verdict.best.model, speedUp: verdict.best.speedUp }]
      : [],
  );
  const largest = gains.reduce<(typeof gains)[number] | null>(
    (a, b) => (a === null || b.speedUp.value > a.speedUp.value ? b : a),
    null,
  );
  if (largest === null) return 'No model beats the event loop';
  const threads = gains.filter(({ model }) => /^(worker|process)-pool/.test(model));
  const most = `${largest.key} gains most: ${times(largest.speedUp.value)} with ${largest.model}`;
  if (threads.length === 0 || threads.includes(largest)) return most;
  const best = threads.reduce((a, b) => (b.speedUp.value > a.speedUp.value ? b : a));
  return `${most}; where more loops are needed, ${best.key}: ${times(best.speedUp.value)} with ${best.model}`;
}

function describe(rows: ForestRow[]): string {
  let workload = '';
  const sentences = rows.flatMap((row) => {
    if (row.kind === 'point') return [`${workload} with ${row.label}: ${row.text}.`];
    workload = row.label;
    return [];
  });
  return `Speed-up over the event loop by workload and model. ${sentences.join(' ')}`;
}

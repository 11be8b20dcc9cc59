/**
 * Colours and marks of the models, one look per family and one variant per further setting.
 *
 * The family colours were searched for the largest smallest difference under normal, protan, deutan
 * and tritan vision at a contrast of 3:1 with the page; the test computes it anew. A model is never
 * told by colour alone: marker, dash and name go with it.
 */

export const families = [
  'event-loop',
  'async-pool',
  'worker-pool',
  'process-pool',
  'queue',
] as const;
export type Family = (typeof families)[number];

/** How a model is drawn: everywhere the same. */
export interface Look {
  model: string;
  family: Family;
  /** 0 for the family's first model in the run: filled; further ones are hollow and dashed. */
  variant: number;
}

export interface Theme {
  name: 'light' | 'dark';
  page: string;
  panel: string;
  ink: string;
  muted: string;
  line: string;
  /** Backdrop of what counts as the same speed. */
  band: string;
  better: string;
  worse: string;
  accent: string;
  family: Record<Family, string>;
}

export const light: Theme = {
  name: 'light',
  page: '#ffffff',
  panel: '#f5f6f8',
  ink: '#1b1f24',
  muted: '#57606a',
  line: '#d0d7de',
  band: '#e7eaee',
  better: '#1f4fb8',
  worse: '#a8430a',
  accent: '#2b4bad',
  family: {
    'event-loop': '#1b1f24',
    'async-pool': '#2b4bad',
    'worker-pool': '#fe5c10',
    'process-pool': '#10a66f',
    queue: '#b77db7',
  },
};

export const dark: Theme = {
  name: 'dark',
  page: '#15181d',
  panel: '#1d2127',
  ink: '#f2f4f7',
  muted: '#a3adb9',
  line: '#3a414b',
  band: '#2a2f37',
  better: '#6fb6ff',
  worse: '#ff9d57',
  accent: '#58c4ff',
  family: {
    'event-loop': '#f2f4f7',
    'async-pool': '#00c1ff',
    'worker-pool': '#fa7400',
    'process-pool': '#40794c',
    queue: '#8f4f8c',
  },
};

/** Chart.js names of the markers, and the characters that stand for them in text. */
export const markers: Record<Family, { shape: string; filled: string; hollow: string }> = {
  'event-loop': { shape: 'rectRot', filled: '◆', hollow: '◇' },
  'async-pool': { shape: 'circle', filled: '●', hollow: '○' },
  'worker-pool': { shape: 'rect', filled: '■', hollow: '□' },
  'process-pool': { shape: 'triangle', filled: '▲', hollow: '△' },
  queue: { shape: 'cross', filled: '✚', hollow: '✛' },
};

/** The looks of a run's models, in the order in which they first appear. */
export function looksOf(models: Iterable<string>): Look[] {
  const seen = new Map<Family, number>();
  return [...new Set(models)].map((model) => {
    const family = familyOf(model);
    const variant = seen.get(family) ?? 0;
    seen.set(family, variant + 1);
    return { model, family, variant };
  });
}

/** `■` */
export function markerOf(look: Look): string {
  const marker = markers[look.family];
  return look.variant === 0 ? marker.filled : marker.hollow;
}

function familyOf(model: string): Family {
  const name = model.split(':', 1)[0] ?? '';
  return families.find((family) => family === name) ?? 'queue';
}

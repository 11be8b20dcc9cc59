/** Quantile plot: what share of tasks takes at most how long, with the slowest few drawn apart. */
import type { QuantilePoint } from '../../verdict/latency.js';
import { tailAxis, tailPosition, tightDurationAxis } from '../chart.js';
import type { LineChart } from '../chart.js';
import type { Look } from '../palette.js';

export interface QuantileCurves {
  look: Look;
  solid: QuantilePoint[];
  dashed: QuantilePoint[];
}

type Frame = Pick<LineChart, 'id' | 'title' | 'subtitle' | 'description'>;

/** Shorter than this is noise of timers; a wait of nothing stands here, on the axis. */
const leastMs = 0.01;

/** @param timeTitle what is solid and what dashed, said at the axis: a picture has no lead. */
export function quantileChart(
  frame: Frame,
  timeTitle: string,
  curves: readonly QuantileCurves[],
): LineChart {
  const points = curves.flatMap(({ solid, dashed }) => [...solid, ...dashed]);
  const times = points.map(({ ms }) => Math.max(leastMs, ms));
  const highest = Math.max(...points.map(({ share }) => share));
  return {
    ...frame,
    kind: 'lines',
    looks: curves.map(({ look }) => look),
    x: tailAxis('share of tasks that take at most so long', highest),
    y: tightDurationAxis(timeTitle, times, leastMs),
    lines: curves.map(({ look, solid, dashed }) => ({
      look,
      points: solid.map(placed).map(({ x, y }) => ({ x, y, low: y, high: y })),
      bounds: dashed.map(placed),
    })),
    crossings: [],
  };
}

/** `offered-load-mixed-cpuShare-0.5`: file name and anchor of one workload's chart. */
export function idOf(section: string, workload: string): string {
  return `${section}-${workload.match(/[\w.-]+/g)?.join('-') ?? 'unnamed'}`;
}

function placed({ share, ms }: QuantilePoint): { x: number; y: number } {
  return { x: tailPosition(share), y: Math.max(leastMs, ms) };
}

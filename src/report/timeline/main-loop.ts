/** The row of the main loop below the lanes: hatched while it keeps a due timer waiting, a tick for each collection of garbage. */
import type { Brush, TimelineStyle } from './brush.js';
import { loopHeight, xOf } from './layout.js';
import type { Layout, PlacedTrack } from './layout.js';

/** Nothing where the record does not know it. */
export function paintMainLoop(
  brush: Brush,
  { track: { mainLoop, endMs }, loopTop }: PlacedTrack,
  layout: Layout,
  { theme, window }: TimelineStyle,
): void {
  if (mainLoop === null || loopTop === null) return;
  const at = (ms: number) => xOf(ms, layout, window);
  brush.fillStyle = theme.line;
  brush.fillRect(at(0), loopTop + loopHeight - 1, at(endMs) - at(0), 1);
  for (const [from, to] of mainLoop.blocked) {
    const [left, right] = [Math.max(layout.left, at(from)), Math.min(layout.right, at(to))];
    if (right > left) paintBlocked(brush, [left, right], loopTop, theme.muted);
  }
  brush.fillStyle = theme.worse;
  for (const [from, to] of mainLoop.collections) {
    brush.fillRect(at(from), loopTop - 2, Math.max(1.5, at(to) - at(from)), loopHeight + 4);
  }
}

function paintBlocked(
  brush: Brush,
  [left, right]: [left: number, right: number],
  top: number,
  color: string,
): void {
  brush.strokeStyle = color;
  brush.lineWidth = 1;
  brush.save();
  brush.beginPath();
  brush.rect(left, top, Math.max(1, right - left), loopHeight);
  brush.clip();
  for (let x = left - loopHeight; x < right; x += 4) {
    brush.beginPath();
    brush.moveTo(x, top + loopHeight);
    brush.lineTo(x + loopHeight, top);
    brush.stroke();
  }
  brush.strokeRect(left, top, Math.max(1, right - left), loopHeight);
  brush.restore();
}

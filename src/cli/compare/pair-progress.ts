/** Progress of measuring two versions, on stderr: one line that is redrawn, or a line for each stage. */
import type { PairEvent, Stage } from '../../compare/measure-versions.js';
import { duration } from '../../report/units.js';
import { styled } from '../terminal.js';
import type { Terminal } from '../terminal.js';

const eraseLine = '\r\u001b[2K';

const stages: Record<Stage, string> = {
  screening: 'measuring base and head in turns',
  confirmation: 'measuring again what changed',
};

/** A listener for one comparison. */
export function showPairProgress({ err, isLive }: Terminal): (event: PairEvent) => void {
  return (event) => {
    const erased = isLive ? eraseLine : '';
    switch (event.kind) {
      case 'stage': {
        const cells = `${event.cells} ${event.cells === 1 ? 'cell' : 'cells'}`;
        return err.write(`${erased}${stages[event.stage]}: ${cells}\n`);
      }
      case 'measured': {
        if (!isLive) return;
        const line = `${duration(event.elapsedMs)}  pair ${event.pairs} of ${event.cellId}`;
        return err.write(erased + line.slice(0, err.width - 1));
      }
      case 'failed': {
        const reason = event.message.split('\n', 1)[0] ?? '';
        const what = `${event.cellId} (${event.side}): ${reason}`;
        return err.write(`${erased}${styled(err, 'red', 'failed')} ${what}\n`);
      }
    }
  };
}

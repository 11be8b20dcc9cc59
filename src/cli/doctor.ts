import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import { switchFlag } from './flags.js';
import { labelled } from './labelled.js';
import { styled } from './terminal.js';
import type { Output } from './terminal.js';

/** Long enough to see what other programs do; they rarely rest for a whole second. */
const watchMs = 1000;

export const doctor = defineCommand({
  usage: 'doctor',
  describe: 'what on this machine will disturb a measurement',
  positionals: {},
  flags: { strict: switchFlag('exit with 5 if anything will') },
  examples: [],
  async run({ flags }, { out, ascii }) {
    const { examine } = await import('./doctor/examination.js');
    const findings = await examine(watchMs);
    const subjectWidth = Math.max(...findings.map(({ subject }) => subject.length));

    const indent = ' '.repeat(subjectWidth + 4);
    for (const { subject, text, harm } of findings) {
      const label = `${mark(out, harm === null, ascii)} ${subject.padEnd(subjectWidth)}  `;
      out.write(labelled(label, text, out.width));
      if (harm === null) continue;
      out.write(labelled(`${indent}spoils: `, harm.spoils, out.width));
      out.write(labelled(`${indent}try: `, harm.advice, out.width));
    }
    const isDisturbed = findings.some(({ harm }) => harm !== null);
    return flags.strict && isDisturbed ? exitCodes.undecided : exitCodes.done;
  },
});

function mark(out: Output, isWell: boolean, ascii: boolean): string {
  if (isWell) return styled(out, 'dim', ascii ? '+' : '✓');
  return styled(out, 'yellow', '!');
}

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
    const { readMachineFacts } = await import('./doctor/machine-facts.js');
    const { diagnose } = await import('./doctor/diagnosis.js');
    const findings = diagnose(await readMachineFacts(watchMs));
    const subjectWidth = Math.max(...findings.map(({ subject }) => subject.length));

    for (const { subject, text, advice } of findings) {
      out.write(`${mark(out, advice === null, ascii)} ${subject.padEnd(subjectWidth)}  ${text}\n`);
      if (advice !== null) {
        out.write(labelled(`${' '.repeat(subjectWidth + 4)}try: `, advice, out.width));
      }
    }
    const isDisturbed = findings.some(({ advice }) => advice !== null);
    return flags.strict && isDisturbed ? exitCodes.undecided : exitCodes.done;
  },
});

function mark(out: Output, isWell: boolean, ascii: boolean): string {
  if (isWell) return styled(out, 'dim', ascii ? '+' : '✓');
  return styled(out, 'yellow', '!');
}

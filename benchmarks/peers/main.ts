/**
 * Measures this library beside its peers: `npm run bench:peers -- [CONTEST...] [--quick] [--write FILE]`.
 * Prints Markdown; with `--write` it goes to a file as well. All contests take some eight minutes
 * on two quiet CPUs, two with `--quick`.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';

import type { Contest } from './contest.js';
import { contests } from './contests.js';
import { holdContest, type Schedule } from './referee.js';
import { standingsOf, targetStandingsOf } from './standings.js';
import { contestMarkdown } from './table.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, write: { type: 'string' } },
});
const schedule: Schedule = values.quick
  ? { processes: 1, warmUpRounds: 2, rounds: 5, seed: 1 }
  : { processes: 5, warmUpRounds: 2, rounds: 3, seed: 1 };

const sections = [preamble()];
process.stdout.write(preamble());
for (const name of positionals.length > 0 ? positionals : Object.keys(contests)) {
  const contest = await contests[name]?.();
  if (!contest) throw new Error(`no contest '${name}'; one of ${Object.keys(contests).join(', ')}`);
  const section = contest.missing
    ? `## ${contest.title}\n\nNot held: ${contest.missing}.\n`
    : await held(name, contest);
  process.stdout.write(`${section}\n`);
  sections.push(section);
}
if (values.write !== undefined) writeFileSync(values.write, sections.join('\n'));

/** Holds the contest, and tells what came of it. */
async function held(name: string, contest: Contest): Promise<string> {
  const showings = await holdContest(
    name,
    contest.needsFreshProcess ? freshProcesses(schedule) : schedule,
  );
  return contestMarkdown(contest, standingsOf(showings), targetStandingsOf(contest, showings));
}

/** Every batch is the first of its process. */
function freshProcesses({ processes, rounds, seed }: Schedule): Schedule {
  return { processes: Math.max(processes, rounds), warmUpRounds: 0, rounds: 1, seed };
}

function preamble(): string {
  const { processes, rounds } = schedule;
  const machine = `${availableParallelism()} CPUs (${cpus()[0]?.model ?? 'unknown'})`;
  return [
    '# Beside its peers',
    '',
    `Measured by \`npm run bench:peers\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version.slice(1)}, ${machine}, shared with other work.`,
    `Each contestant ran ${rounds} rounds in each of its ${processes} processes, all taking turns in an order shuffled anew in each round.`,
    'Ratios are paired by round; their intervals are bootstrapped over processes and rounds. Absolute times move from day to day, ratios much less.',
    '',
    '',
  ].join('\n');
}

/**
 * Lets the contestants of a contest take turns: each in a process of its own, one batch at a time,
 * in an order shuffled anew for each round, so that whatever the machine does hits all alike.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { randomIndex, seededRandom, type Random } from '../../src/statistics/random.js';
import { contests } from './contests.js';
import type { Answer, Request } from './protocol.js';

export interface Schedule {
  /** Fresh processes of each contestant, one after the other. */
  processes: number;
  /** Batches of each process that are not counted. */
  warmUpRounds: number;
  rounds: number;
  seed: number;
}

/** Of one contestant. */
export interface Showing {
  /** Of each process, the wall time of its batches by round. */
  wallMs: number[][];
  /** Alive in the middle of a batch; null where the tasks run elsewhere. */
  liveHeapBytes: number | null;
}

export async function holdContest(name: string, schedule: Schedule): Promise<Map<string, Showing>> {
  const contest = await contests[name]?.();
  const names = Object.keys(contest?.contestants ?? {});
  const random = seededRandom(schedule.seed, name);
  const showings = new Map(
    names.map((each) => [each, { wallMs: [], liveHeapBytes: null } as Showing]),
  );
  for (let process = 0; process < schedule.processes; process++) {
    await holdRounds(name, showings, schedule, random);
  }
  return showings;
}

async function holdRounds(
  contestName: string,
  showings: Map<string, Showing>,
  { warmUpRounds, rounds }: Schedule,
  random: Random,
): Promise<void> {
  const players = new Map<string, ChildProcess>();
  try {
    for (const [name, { wallMs }] of showings) {
      players.set(name, await startPlayer(contestName, name));
      wallMs.push([]);
    }
    for (let round = -warmUpRounds; round < rounds; round++) {
      for (const [name, player] of shuffled([...players], random)) {
        const answer = await ask(player, 'run');
        if (round >= 0 && answer.kind === 'ran') {
          showings.get(name)?.wallMs.at(-1)?.push(answer.wallMs);
        }
      }
    }
    for (const [name, player] of players) {
      const answer = await ask(player, 'measure-live-heap');
      const showing = showings.get(name);
      if (showing && answer.kind === 'live-heap') showing.liveHeapBytes = answer.bytes;
    }
  } finally {
    await Promise.all([...players.values()].map(endPlayer));
  }
}

async function startPlayer(contestName: string, name: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('contestant-process.js', import.meta.url));
  const player = fork(program, [contestName, name], { execArgv: ['--expose-gc'] });
  await answerOf(player);
  return player;
}

async function ask(player: ChildProcess, request: Request): Promise<Answer> {
  player.send(request);
  return answerOf(player);
}

async function answerOf(player: ChildProcess): Promise<Answer> {
  const failed = new AbortController();
  const { signal } = failed;
  const exited = once(player, 'exit', { signal }).then(([code]) => {
    throw new Error(`${player.spawnargs.slice(2).join(' ')} ended with code ${code}`);
  });
  try {
    const [answer] = (await Promise.race([once(player, 'message', { signal }), exited])) as [
      Answer,
    ];
    return answer;
  } finally {
    exited.catch(() => undefined);
    failed.abort();
  }
}

async function endPlayer(player: ChildProcess): Promise<void> {
  if (player.exitCode !== null || player.signalCode !== null) return;
  player.send('close' satisfies Request);
  await once(player, 'exit');
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = randomIndex(random, last + 1);
    [order[last], order[chosen]] = [order[chosen] as T, order[last] as T];
  }
  return order;
}

/**
 * Lets the contestants of a contest take turns: each in a process of its own, one batch at a time,
 * in an order shuffled anew for each round, so that whatever the machine does hits all alike.
 */
import { randomIndex, seededRandom, type Random } from '../../src/statistics/random.js';
import { contests } from './contests.js';
import { Player } from './player.js';

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
  /** Of each process, what its batches cost by round. */
  costs: number[][];
  /** Alive in the middle of a batch; null where the tasks run elsewhere. */
  liveHeapBytes: number | null;
  /** Why it left the contest before its end, or null. */
  failure: string | null;
}

export async function holdContest(name: string, schedule: Schedule): Promise<Map<string, Showing>> {
  const contest = await contests[name]?.();
  const random = seededRandom(schedule.seed, name);
  const showings = new Map<string, Showing>();
  for (const contestant of Object.keys(contest?.contestants ?? {})) {
    showings.set(contestant, { costs: [], liveHeapBytes: null, failure: null });
  }
  for (let process = 0; process < schedule.processes; process++) {
    await holdRounds(name, showings, schedule, random);
  }
  return showings;
}

async function holdRounds(
  contest: string,
  showings: Map<string, Showing>,
  { warmUpRounds, rounds }: Schedule,
  random: Random,
): Promise<void> {
  const players = new Map<Showing, Player>();
  const turn = async (showing: Showing, action: (player: Player) => Promise<void>) => {
    const player = players.get(showing);
    try {
      if (player) await action(player);
    } catch (error) {
      players.delete(showing);
      showing.failure = error instanceof Error ? error.message : String(error);
      await player?.end();
    }
  };
  const contenders = [...showings.values()].filter(({ failure }) => failure === null);

  for (const [name, showing] of showings) {
    if (!contenders.includes(showing)) continue;
    players.set(showing, new Player(contest, name));
    await turn(showing, async (player) => void (await player.answer()));
    showing.costs.push([]);
  }
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const showing of shuffled(contenders, random)) {
      await turn(showing, async (player) => {
        const answer = await player.ask('run');
        if (round >= 0 && answer.kind === 'ran') showing.costs.at(-1)?.push(answer.cost);
      });
    }
  }
  for (const showing of contenders) {
    await turn(showing, async (player) => {
      const answer = await player.ask('measure-live-heap');
      if (answer.kind === 'live-heap') showing.liveHeapBytes = answer.bytes;
    });
  }
  await Promise.all([...players.values()].map((player) => player.end()));
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

import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { Random } from '@heli/generator';
import autocannon from 'autocannon';
import { type Sent, type Traffic } from './routes.js';

/** What came of one route's requests, or of all. */
export interface Figures {
  readonly route: string;
  /** Answers a second. */
  readonly rps: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers that were no success, and requests that had none. */
  readonly errors: number;
}

interface Tally {
  readonly times: RecordableHistogram;
  refused: number;
}

/** An answer after this is none. */
const TIMEOUT_S = 30;
const DECK = 400;
const SEED = 2013;
const ALL = 'all';
const NS = 1e6;

const tally = (): Tally => ({ times: createHistogram(), refused: 0 });

/** So many requests in the proportion of the weights, in an order of their own for every caller. */
function deckOf(traffic: readonly Traffic[], caller: number): { traffic: Traffic; sent: Sent }[] {
  const chance = new Random(SEED, `caller ${caller}`);
  const choices = traffic.map((one) => [one, one.weight] as const);
  return Array.from({ length: DECK }, () => {
    const chosen = chance.weighted(choices);
    return { traffic: chosen, sent: chance.pick(chosen.requests) };
  });
}

/**
 * So many callers, each with one request under way and no pause after its answer, for so long.
 * @returns the figures of all together and of each route
 */
export async function drive(
  address: string,
  traffic: readonly Traffic[],
  callers: number,
  seconds: number,
): Promise<Figures[]> {
  const all = tally();
  const tallies = new Map<string, Tally>(traffic.map(({ route }) => [route, tally()]));
  let caller = 0;
  const result = await autocannon({
    url: address,
    connections: callers,
    duration: seconds,
    timeout: TIMEOUT_S,
    setupClient: (client) => {
      client.setRequests(
        deckOf(traffic, ++caller).map(({ traffic: { route, method }, sent }) => ({
          method,
          path: sent.path,
          headers: { 'accept-language': 'zh-CN', ...sent.headers },
          ...(sent.body === undefined ? {} : { body: sent.body }),
          setupRequest: (request: autocannon.Request, context: { begun?: number }) => {
            context.begun = performance.now();
            return request;
          },
          onResponse: (status: number, _body: string, context: { begun?: number }) => {
            const ns = Math.max(1, Math.round((performance.now() - (context.begun ?? 0)) * NS));
            for (const one of [all, tallies.get(route)]) {
              one?.times.record(ns);
              if (one !== undefined && status >= 400) one.refused += 1;
            }
          },
        })),
      );
    },
  });
  const figures = (route: string, { times, refused }: Tally, lost: number): Figures => ({
    route,
    rps: round(times.count / seconds),
    p50: round(times.percentile(50) / NS),
    p99: round(times.percentile(99) / NS),
    errors: refused + lost,
  });
  // Which route a request without an answer was of is not told; all know of it.
  return [
    figures(ALL, all, result.errors + result.timeouts),
    ...[...tallies].map(([route, one]) => figures(route, one, 0)),
  ];
}

const round = (value: number): number => Math.round(value * 10) / 10;

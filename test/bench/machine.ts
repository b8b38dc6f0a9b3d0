import { cpus, platform, release, totalmem } from 'node:os';
import { createHighs, createJsLp } from '@heli/lp';
import { cbcVersion } from './cbc/cbc.js';

/** What the figures were measured on, and with. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly highs: string;
  readonly jsLp: string;
  /** Null where `cbc` is not installed. */
  readonly cbc: string | null;
}

export async function describeMachine(): Promise<Machine> {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
    highs: (await createHighs()).version,
    jsLp: createJsLp().version,
    cbc: await cbcVersion(),
  };
}

export const sentenceOf = (machine: Machine): string =>
  `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; Node ${machine.node}, ` +
  `HiGHS ${machine.highs} (WebAssembly, one thread), ${machine.cbc === null ? 'no CBC' : `CBC ${machine.cbc} (native, one thread)`}, ` +
  `javascript-lp-solver ${machine.jsLp}`;

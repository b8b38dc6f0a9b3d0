import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  answerOf,
  explainAll,
  explainOpen,
  explainPlace,
  NoSuchPlace,
  NothingOpen,
  portfolio,
  recommend,
  recruitNext,
  replan,
  replanAnswerOf,
  type Replanned,
  standBy,
  tradeOffs,
  type Workbench,
  whatIf,
} from '@heli/allocator';
import { type Fault, type QuestionKind, type QuestionOf } from '@heli/contracts';
import { type Proposal, type Told } from './answer-protocol.js';

const compress = promisify(gzip);

/** The question names what the plan's problem does not know, or cannot be asked. */
export interface Refused {
  readonly faults: readonly Fault[];
}

/** `timeMs`: what is left for the answer, milliseconds. */
type Handler<K extends QuestionKind> = (
  workbench: Workbench,
  question: QuestionOf<K>,
  timeMs: number,
) => Promise<Told<K> | Refused> | Told<K> | Refused;

/** How each kind of question is answered. */
const HANDLERS: { readonly [K in QuestionKind]: Handler<K> } = {
  recommend: async (workbench, question, timeMs) => {
    const { activityId, roleId, declined, max } = question;
    const faults = unknownPeople(workbench, 'declined', declined);
    try {
      // Without time nobody is compared, but a place that is not there is still told.
      const means = { max, timeMs: faults.length > 0 ? 0 : timeMs };
      const answer = await recommend(workbench, { activityId, roleId, declined }, means);
      return faults.length > 0 ? { faults } : { answer };
    } catch (cause) {
      if (!(cause instanceof NoSuchPlace)) throw cause;
      return { faults: [placeFault(cause, question), ...faults] };
    }
  },
  'what-if': async (workbench, { changes }) => {
    const answer = answerOf(await whatIf(workbench, changes));
    return answer.kind === 'refused' ? { faults: answer.faults } : { answer };
  },
  replan: async (workbench, { changes, frozenUntil, publishedUntil, save }) => {
    const windows = {
      ...(frozenUntil === undefined ? {} : { frozenUntil }),
      ...(publishedUntil === undefined ? {} : { publishedUntil }),
    };
    const found = await replan(workbench, changes, windows);
    const answer = replanAnswerOf(found);
    if (answer.kind === 'refused') return { faults: answer.faults };
    return save && found.kind === 'possible' ? { answer, proposal: await proposalOf(found) } : { answer };
  },
  explain: async (workbench, { activityId, roleId, max }, timeMs) => {
    try {
      return { answer: await explainPlace(workbench, { activityId, roleId }, { max, timeMs }) };
    } catch (cause) {
      if (cause instanceof NoSuchPlace) return { faults: [placeFault(cause, { activityId, roleId })] };
      if (!(cause instanceof NothingOpen)) throw cause;
      const { code, message } = cause;
      return { faults: [{ pointer: '/activityId', code, message, value: activityId }] };
    }
  },
  'explain-all': async (workbench, { max }, timeMs) => ({
    answer: await explainAll(workbench, { max, timeMs }),
  }),
  recruit: async (workbench, { max }, timeMs) => ({ answer: await recruitNext(workbench, { max, timeMs }) }),
  'stand-by': (workbench, { activityIds, max, probability }) => {
    const faults = notHeld(workbench, activityIds ?? []);
    if (faults.length > 0) return { faults };
    const answer = standBy(workbench, {
      max,
      ...(activityIds === undefined ? {} : { activityIds }),
      ...(probability === undefined ? {} : { probability }),
    });
    return { answer };
  },
  portfolio: async (workbench, { budgetsFen, communityIds, kinds, least }, timeMs) => {
    const { solver, signal, now } = workbench.means();
    const found = await portfolio(
      workbench.problem,
      { communityIds, kinds, least, ...(budgetsFen === undefined ? {} : { budgetsFen }) },
      { solver, timeMs, clock: { now }, ...(signal ? { signal } : {}) },
    );
    return found.kind === 'refused' ? { faults: found.faults } : { answer: found.answer };
  },
  'trade-offs': async (workbench, { measures, points, heldAtLeast }) => {
    const found = await tradeOffs(workbench, {
      measures,
      points,
      ...(heldAtLeast === undefined ? {} : { heldAtLeast }),
    });
    return found.kind === 'refused' ? { faults: found.faults } : { answer: found.answer };
  },
};

async function proposalOf({ problem, document }: Replanned): Promise<Proposal> {
  const problemGzip = await compress(JSON.stringify(problem));
  return { problemGzip, document, open: explainOpen(problem, document) };
}

export async function answerQuestion<K extends QuestionKind>(
  workbench: Workbench,
  question: QuestionOf<K>,
  timeMs: number,
): Promise<Told<K> | Refused> {
  const kind: K = question.kind;
  return HANDLERS[kind](workbench, question, timeMs);
}

function unknownPeople({ season }: Workbench, field: string, ids: readonly string[]): Fault[] {
  return ids.flatMap((id, at) =>
    season.position.volunteer.has(id)
      ? []
      : [
          {
            pointer: `/${field}/${at}`,
            code: 'UNKNOWN_ID',
            message: `There is no entry with the id "${id}" in volunteers`,
            value: id,
          },
        ],
  );
}

/** Activities that do not take place, or are not known. */
function notHeld({ season, standing }: Workbench, ids: readonly string[]): Fault[] {
  return ids.flatMap((id, at): Fault[] => {
    const position = season.position.activity.get(id);
    const place = { pointer: `/activityIds/${at}`, value: id };
    if (position === undefined)
      return [{ ...place, code: 'ACTIVITY_UNKNOWN', message: `There is no activity with the id "${id}"` }];
    if (standing.decided[position]) return [];
    return [{ ...place, code: 'ACTIVITY_NOT_HELD', message: `"${id}" does not take place in this plan` }];
  });
}

function placeFault(
  { code, message }: NoSuchPlace,
  { activityId, roleId }: { activityId: string; roleId: string | undefined },
): Fault {
  return code === 'ROLE_UNKNOWN'
    ? { pointer: '/roleId', code, message, value: roleId }
    : { pointer: '/activityId', code, message, value: activityId };
}

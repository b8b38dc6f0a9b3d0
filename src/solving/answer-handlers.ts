import { answerOf, NoSuchPlace, recommend, type Workbench, whatIf } from '@heli/allocator';
import { type AnswerTo, type Fault, type QuestionKind, type QuestionOf } from '@heli/contracts';

/** The question names what the plan's problem does not know, or cannot be asked. */
export interface Refused {
  readonly faults: readonly Fault[];
}

export interface Told<K extends QuestionKind> {
  readonly answer: AnswerTo<K>;
}

/** `timeMs`: what is left for the answer, milliseconds. */
type Handler<K extends QuestionKind> = (
  workbench: Workbench,
  question: QuestionOf<K>,
  timeMs: number,
) => Promise<Told<K> | Refused>;

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
};

export function answerQuestion<K extends QuestionKind>(
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

function placeFault(
  { code, message }: NoSuchPlace,
  { activityId, roleId }: { activityId: string; roleId: string },
): Fault {
  return code === 'ROLE_UNKNOWN'
    ? { pointer: '/roleId', code, message, value: roleId }
    : { pointer: '/activityId', code, message, value: activityId };
}

import { type z } from 'zod';
import { type Workbench } from '@heli/allocator';

/** One kind of question about the plan of a scenario: how a file asks it, and how the answer is held against the expected facts. */
export interface QuestionKind {
  readonly kind: string;
  readonly schema: z.ZodType;
  /** Asks and compares; fails as an expectation does. */
  readonly check: (asked: unknown, workbench: Workbench) => Promise<void>;
}

export function questionKind<S extends z.ZodObject<{ kind: z.ZodLiteral<string> }>>(
  schema: S,
  check: (asked: z.output<S>, workbench: Workbench) => Promise<void>,
): QuestionKind {
  return {
    kind: schema.shape.kind.value,
    schema,
    check: (asked, workbench) => check(schema.parse(asked), workbench),
  };
}

/** `activity/role/person` */
export const placeOf = (entry: { activityId: string; roleId: string; volunteerId: string }): string =>
  `${entry.activityId}/${entry.roleId}/${entry.volunteerId}`;

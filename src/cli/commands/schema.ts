import {
  CHANGES_FORMAT,
  changesDocument,
  DATASET_FORMAT,
  dataset,
  PLAN_FORMAT,
  planDocument,
  problem,
  PROBLEM_FORMAT,
} from '@heli/contracts';
import { z } from 'zod';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';

const FORMATS: Readonly<Record<string, { readonly title: string; readonly contract: z.ZodType }>> = {
  problem: { title: PROBLEM_FORMAT, contract: problem },
  plan: { title: PLAN_FORMAT, contract: planDocument },
  changes: { title: CHANGES_FORMAT, contract: changesDocument },
  dataset: { title: DATASET_FORMAT, contract: dataset },
};

/** Prints the JSON Schema (2020-12) of a format, as one may write it: fields with defaults may be left out. */
export function schema(talk: Conversation, name: string): Promise<ExitCode> {
  const format = FORMATS[name];
  if (format === undefined) throw new Error(`no format ${name}`);
  const { $schema, ...body } = z.toJSONSchema(format.contract, { io: 'input', reused: 'ref' });
  talk.data(
    JSON.stringify(
      { $schema, $id: `urn:${format.title.replace('/', ':')}`, title: format.title, ...body },
      null,
      2,
    ),
  );
  return Promise.resolve(EXIT.ok);
}

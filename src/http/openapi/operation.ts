import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

/** Content types of an answer that is no JSON of ours: `{ 'text/csv': { type: 'string' } }`. */
type Content = Readonly<
  Record<string, { readonly type: 'string' | 'object'; readonly description?: string }>
>;

/** By status: the contract of the answer, its content types, or null for an answer without content. */
type Answers = Readonly<Record<number, z.ZodType | Content | null>>;

const WORDS: Readonly<Record<number, string>> = {
  200: 'As asked',
  201: 'Added',
  202: 'Accepted; the work goes on',
  302: 'The way goes on at `Location`',
  204: 'Done; there is nothing to say',
};

/**
 * What the OpenAPI document says of a route: its id (unique, a verb first), a sentence, its answers. What follows from
 * the route itself (parameters, body, refusals, headers) is found without it; see completion.ts.
 */
export function Operation(
  operationId: string,
  summary: string,
  answers: Answers,
  description?: string,
): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId, summary, ...(description === undefined ? {} : { description }) }),
    ...Object.entries(answers).map(([status, answer]) =>
      ApiResponse({
        status: Number(status),
        description: WORDS[Number(status)] ?? '',
        ...(answer === null
          ? {}
          : answer instanceof z.ZodType
            ? { standardSchema: answer }
            : {
                content: Object.fromEntries(
                  Object.entries(answer).map(([type, schema]) => [type, { schema }]),
                ),
              }),
      }),
    ),
  );
}

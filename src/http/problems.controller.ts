import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type ErrorCode, notFound, STATUS_OF_CODE } from '../errors/index.js';
import { translate } from '../i18n/index.js';
import { currentContext } from './context.js';
import { nameSchemas, Operation } from './openapi/index.js';
import { idParameter } from './schema.pipe.js';

const kindOfProblem = z.object({
  type: z.string().describe('As in the member `type` of an answer'),
  code: z.string(),
  status: z.int(),
  title: z.string().describe('In the language of Accept-Language'),
});
type KindOfProblem = z.infer<typeof kindOfProblem>;
const kindsOfProblem = z.object({ items: z.array(kindOfProblem) });

nameSchemas({ KindOfProblem: kindOfProblem, KindsOfProblem: kindsOfProblem });

const PATH = '/api/problems';
const CODES = Object.keys(STATUS_OF_CODE) as ErrorCode[];

const slugOf = (code: ErrorCode): string => code.toLowerCase().replaceAll('_', '-');

/** The `type` of a problem (RFC 9457): an address at which its kind is explained. */
export const problemType = (code: ErrorCode): string => `${PATH}/${slugOf(code)}`;

const kindOf = (code: ErrorCode): KindOfProblem => ({
  type: problemType(code),
  code,
  status: STATUS_OF_CODE[code],
  title: translate(currentContext().language, `errors.${code}`),
});

/** What the types of problems mean. */
@ApiTags('service')
@Controller(PATH)
export class ProblemsController {
  @Get()
  @Operation('listProblems', 'All kinds of problems that the API answers with', { 200: kindsOfProblem })
  list(): { items: KindOfProblem[] } {
    return { items: CODES.map(kindOf) };
  }

  @Get(':slug')
  @Operation('getProblem', 'One kind of problem', { 200: kindOfProblem })
  get(@Param('slug', { schema: idParameter }) slug: string): KindOfProblem {
    const code = CODES.find((one) => slugOf(one) === slug);
    if (code === undefined) throw notFound('KindOfProblem', slug);
    return kindOf(code);
  }
}

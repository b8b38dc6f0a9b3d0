import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

type OpenApiSchema = NonNullable<Extract<Parameters<typeof ApiResponse>[0], { schema?: unknown }>['schema']>;

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string(),
  requestId: z.string(),
  errors: z
    .array(
      z.object({
        pointer: z.string(),
        code: z.string(),
        message: z.string(),
        parameter: z.string().optional(),
      }),
    )
    .optional(),
});

/** OpenAPI 3.1 speaks JSON Schema 2020-12, so a contract can be shown as it is. */
const openApi = (schema: z.ZodType): OpenApiSchema =>
  z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as OpenApiSchema;

/** Says in the OpenAPI document what a route answers: `@Answers(200, volunteerView)`. Without a schema the answer is empty. */
export function Answers(status: number, schema?: z.ZodType): MethodDecorator {
  return applyDecorators(
    ApiResponse({ status, description: '', ...(schema ? { schema: openApi(schema) } : {}) }),
    ApiResponse({
      status: 'default',
      description: 'RFC 9457 problem with a stable code',
      content: { 'application/problem+json': { schema: openApi(problem) } },
    }),
  );
}

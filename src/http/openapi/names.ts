import { z } from 'zod';

interface Name {
  readonly id: string;
}

/** Names of schemas in the OpenAPI document; a schema without one is written where it is used. */
const names = z.registry<Name>();

/** Gives contracts their names, each for one direction: what is sent, or what is answered. */
export function nameSchemas(schemas: Readonly<Record<string, z.ZodType>>): void {
  for (const [id, schema] of Object.entries(schemas)) names.add(schema, { id });
}

type JsonSchema = Record<string, unknown>;

interface Converted {
  readonly schema: JsonSchema;
  readonly components: Record<string, JsonSchema>;
}

/** OpenAPI 3.1 speaks JSON Schema 2020-12, so that a contract is shown as it is. Undefined for what is no contract. */
export function openApiSchema(
  schema: unknown,
  { schemaType }: { schemaType: 'input' | 'output' },
): Converted | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $defs, ...body } = z.toJSONSchema(schema, {
    io: schemaType,
    metadata: names,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { description } = z.globalRegistry.get(zodSchema) ?? {};
      if (description !== undefined) jsonSchema.description ??= description;
      // Every whole number has these two; they tell nobody anything.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      // The format says it in one word.
      if (jsonSchema.format === 'date-time' || jsonSchema.format === 'date') delete jsonSchema.pattern;
    },
  });
  delete body.$schema;
  return { schema: body, components: $defs ?? {} };
}

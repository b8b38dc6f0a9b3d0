import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { AppError, type FieldFault, parseWith } from '../errors/index.js';
import { currentContext } from './context.js';

/**
 * Parses what a controller takes with the zod schema written beside it: `@Body({ schema })`, `@Query({ schema })`,
 * `@Param('id', { schema: idParameter })`. All faults at once, in the caller's language.
 */
@Injectable()
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { schema } = metadata;
    if (!(schema instanceof z.ZodType)) return value;
    const parsed = parseWith(schema, value, currentContext().language);
    if (parsed.ok) return parsed.value;
    throw new AppError('VALIDATION_FAILED', `The ${metadata.type} cannot be accepted`, {
      faults: parsed.faults.map((fault) => located(fault, metadata)),
    });
  }
}

function located(fault: FieldFault, metadata: ArgumentMetadata): FieldFault {
  if (metadata.type === 'body') return fault;
  const parameter = metadata.data ?? fault.pointer.slice(1).split('/')[0] ?? '';
  return { ...fault, parameter };
}

/** Identifier in an address. What has the wrong form names nothing, and says so. */
export const idParameter = z.string().trim().min(1).max(120);

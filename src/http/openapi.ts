import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** OpenAPI 3.1 from the zod schemas of the controllers: page at /api/docs, document at /api/docs-json. */
export function serveDocumentation(app: INestApplication, version: string): void {
  const description = new DocumentBuilder()
    .setTitle('Heli 合力')
    .setDescription(
      'Pools what a community has and plans who and what serves which activity. Failures are RFC 9457 problems with a stable `code`; lists are pages with a cursor; changes need `If-Match`; POST takes an `Idempotency-Key`.',
    )
    .setVersion(version)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'api/docs-json',
  });
}

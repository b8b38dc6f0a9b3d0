import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { completed } from './completion.js';
import { openApiSchema } from './names.js';

const TITLE = 'Heli 合力';
const DESCRIPTION =
  'Pools what a community has and plans who and what serves which activity. Failures are RFC 9457 problems with a stable `code`; lists are pages with a cursor; changes need `If-Match`; POST takes an `Idempotency-Key`.';

const TAGS: Readonly<Record<string, string>> = {
  communities: 'Communities (社区)',
  organizations: 'Community social organizations and their councils (社区社会组织)',
  groups: 'Grassroots groups (草根组织)',
  'partner-units': 'Partner units (社会单位)',
  skills: 'Skills; some need a qualification',
  volunteers: 'Volunteers (志愿者): skills, availability, limits, wishes',
  venues: 'Venues (场地)',
  equipment: 'Equipment to be lent',
  donations: 'Gifts of money with their earmarks',
  seasons: 'Seasons: what a council plans at once',
  activities: 'Activities and what they ask for',
  series: 'Series of activities by a rule of RFC 5545',
  bookings: 'What owners of venues answer to the published plan',
  calendars: 'Public holidays; feeds for people and their programs',
  pins: 'Decisions that a council took before the computation',
  runs: 'Computations',
  plans: 'Plans, their proofs, their publication',
  duties: 'What volunteers answer, places that are open, stand-ins and wait-lists',
  questions: 'Questions about plans: who could step in, what if, and their answers',
  ledger: 'The books of gifts: received, set aside, spent, reported; statements for donors',
  attendance: 'Check-in, lists of who came, counts of who took part',
  hours: 'Hours of service, their certificates, reports',
  resolutions: 'What councils decide, and the rules and weights that they decide on',
  notifications: 'What people are told, and how they want to be told',
  tables: 'Import and export of the pools as CSV and XLSX',
  access: 'Signing in, accounts, roles, keys of machines',
  'personal-data': 'What is known of a person, and taking it away',
  audit: 'The book of changes',
  service: 'The service itself',
};

/** `open`: everybody is let in; `token`: the operator's; `accounts`: people sign in, machines have keys. */
export type Access = 'open' | 'token' | 'accounts';

export interface DocumentationOptions {
  readonly version: string;
  readonly access: Access;
}

/** OpenAPI 3.1 from the contracts of the controllers: page at /api/docs, document at /api/docs.json. */
export function serveDocumentation(app: INestApplication, options: DocumentationOptions): void {
  let made: OpenAPIObject | undefined;
  const document = (): OpenAPIObject => (made ??= describe(app, options));
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/docs-json' });
  const http = app.getHttpAdapter();
  http.get('/api/docs.json', (_request: Request, response: Response) => response.json(document()));
}

function describe(app: INestApplication, { version, access }: DocumentationOptions): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle(TITLE)
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This service')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description:
        'The access token of a sign-in, the key of a machine (`heli_…`), or HELI_API_TOKEN of whoever runs the service',
    })
    .addCookieAuth('heli_refresh', {
      type: 'apiKey',
      in: 'cookie',
      description:
        'The refresh token of a browser; only for `refreshTokens` and `signOut`, with the header `X-Heli-Csrf`',
    });
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    standardSchemaConverter: openApiSchema,
  });
  const security = access === 'open' ? [{}, { bearer: [] }] : [{ bearer: [] }];
  return completed({ ...document, security });
}

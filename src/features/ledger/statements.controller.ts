import {
  type DonationStatement,
  donationStatement,
  type PartnerStatement,
  partnerStatement,
  statementQuery,
  type StatementQuery,
} from '@heli/contracts';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { currentContext, idParameter, nameSchemas, Operation } from '../../http/index.js';
import { type Language } from '../../i18n/index.js';
import { writeTable } from '../imports/index.js';
import { statementTable } from './statement-table.js';
import { StatementsService } from './statements.service.js';

nameSchemas({ DonationStatement: donationStatement, PartnerStatement: partnerStatement });

const CSV = { 200: { 'text/csv': { type: 'string' } } } as const;

@ApiTags('ledger')
@Controller('api/v1')
export class StatementsController {
  constructor(private readonly statements: StatementsService) {}

  @Get('donations/:id/statement')
  @Operation('getDonationStatement', 'What a gift did, to the fen', { 200: donationStatement })
  ofGift(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: statementQuery }) { lang = currentContext().language }: StatementQuery,
  ): Promise<DonationStatement> {
    return this.statements.ofGift(id, lang);
  }

  @Get('donations/:id/statement.csv')
  @Operation('getDonationStatementTable', 'What a gift did, as a table', CSV)
  async tableOfGift(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: statementQuery }) { lang = currentContext().language }: StatementQuery,
  ): Promise<StreamableFile> {
    return table(lang, [await this.statements.ofGift(id, lang)]);
  }

  @Get('partner-units/:id/statement')
  @Operation('getPartnerStatement', 'What all gifts of a partner unit did, to the fen', {
    200: partnerStatement,
  })
  ofDonor(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: statementQuery }) { lang = currentContext().language }: StatementQuery,
  ): Promise<PartnerStatement> {
    return this.statements.ofDonor(id, lang);
  }

  @Get('partner-units/:id/statement.csv')
  @Operation('getPartnerStatementTable', 'What all gifts of a partner unit did, as a table', CSV)
  async tableOfDonor(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: statementQuery }) { lang = currentContext().language }: StatementQuery,
  ): Promise<StreamableFile> {
    return table(lang, (await this.statements.ofDonor(id, lang)).gifts);
  }
}

async function table(language: Language, gifts: readonly DonationStatement[]): Promise<StreamableFile> {
  const bytes = await writeTable(statementTable(language, gifts), 'csv');
  return new StreamableFile(bytes, {
    type: 'text/csv; charset=utf-8',
    disposition: 'attachment; filename="statement.csv"',
    length: bytes.length,
  });
}

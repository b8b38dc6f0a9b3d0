import {
  because,
  type Because,
  ledgerPage,
  ledgerQuery,
  type LedgerQuery,
  ledgerTransactionView,
  type LedgerTransactionView,
  receiptCreate,
  type ReceiptCreate,
  releaseCreate,
  type ReleaseCreate,
  reportCreate,
  type ReportCreate,
  reservationCreate,
  type ReservationCreate,
  returnCreate,
  type ReturnCreate,
} from '@heli/contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation, type Page } from '../../http/index.js';
import { GiftsService } from './gifts.service.js';
import { transactionView } from './views.js';

nameSchemas({
  LedgerTransaction: ledgerTransactionView,
  LedgerPage: ledgerPage,
  Receipt: receiptCreate,
  ReturnToDonor: returnCreate,
  ReportToDonor: reportCreate,
  Reservation: reservationCreate,
  Release: releaseCreate,
  Because: because,
});

const WRITTEN = { 201: ledgerTransactionView };

@ApiTags('ledger')
@Controller('api/v1/donations/:id')
export class LedgerController {
  constructor(private readonly gifts: GiftsService) {}

  @Get('ledger')
  @Operation('listLedger', 'What happened to the money of a gift, newest first', { 200: ledgerPage })
  async list(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: ledgerQuery }) query: LedgerQuery,
  ): Promise<Page<LedgerTransactionView>> {
    const page = await this.gifts.list(id, query);
    return { ...page, items: page.items.map(transactionView) };
  }

  @Post('receipts')
  @Operation('receiveMoney', 'Money of a gift arrived', WRITTEN)
  async receive(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: receiptCreate }) body: ReceiptCreate,
  ): Promise<LedgerTransactionView> {
    return transactionView(await this.gifts.receive(id, body));
  }

  @Post('reservations')
  @Operation('reserveMoney', 'Set money of a gift aside for an activity, beside what its plan says', WRITTEN)
  async reserve(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: reservationCreate }) body: ReservationCreate,
  ): Promise<LedgerTransactionView> {
    return transactionView(await this.gifts.reserve(id, body));
  }

  @Post('releases')
  @Operation('releaseMoney', 'Free what an activity does not need', WRITTEN)
  async release(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: releaseCreate }) body: ReleaseCreate,
  ): Promise<LedgerTransactionView> {
    return transactionView(await this.gifts.release(id, body));
  }

  @Post('returns')
  @Operation('returnMoney', 'Give back to the donor what is left', WRITTEN)
  async giveBack(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: returnCreate }) body: ReturnCreate,
  ): Promise<LedgerTransactionView> {
    return transactionView(await this.gifts.giveBack(id, body));
  }

  @Post('reports')
  @Operation('reportSpending', 'The statement was issued: all that is spent by now is reported', WRITTEN)
  async report(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: reportCreate }) body: ReportCreate,
  ): Promise<LedgerTransactionView> {
    return transactionView(await this.gifts.report(id, body));
  }

  @Post('transactions/:transactionId/reversal')
  @Operation('reverseTransaction', 'Take back a receipt, a return, a report or an expiry', WRITTEN)
  async reverse(
    @Param('id', { schema: idParameter }) id: string,
    @Param('transactionId', { schema: idParameter }) transactionId: string,
    @Body({ schema: because }) { reason }: Because,
  ): Promise<LedgerTransactionView> {
    return transactionView(await this.gifts.reverse(id, transactionId, reason));
  }
}

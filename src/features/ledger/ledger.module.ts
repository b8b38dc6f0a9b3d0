import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/index.js';
import { ExpensesController } from './expenses.controller.js';
import { ExpensesService } from './expenses.service.js';
import { FundsOfPlans } from './funds-of-plan.js';
import { GiftsService } from './gifts.service.js';
import { Journal } from './journal.js';
import { LedgerController } from './ledger.controller.js';
import { StatementsController } from './statements.controller.js';
import { StatementsService } from './statements.service.js';

/** The books of gifts, without routes: what the worker needs. */
@Module({ providers: [Journal, GiftsService], exports: [Journal, GiftsService] })
export class LedgerBooksModule {}

@Module({
  imports: [LedgerBooksModule, PlansModule],
  controllers: [LedgerController, ExpensesController, StatementsController],
  providers: [ExpensesService, StatementsService, FundsOfPlans],
})
export class LedgerModule {}

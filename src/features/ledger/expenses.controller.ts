import {
  because,
  type Because,
  expenseCreate,
  type ExpenseCreate,
  expensePage,
  expenseQuery,
  type ExpenseQuery,
  expenseView,
  type ExpenseView,
} from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation, type Page } from '../../http/index.js';
import { ExpensesService } from './expenses.service.js';
import { expenseViewOf } from './views.js';

nameSchemas({ Expense: expenseView, ExpensePage: expensePage, ExpenseCreate: expenseCreate });

@ApiTags('ledger')
@Controller('api/v1')
export class ExpensesController {
  constructor(private readonly expenses: ExpensesService) {}

  @Get('expenses')
  @Operation('listExpenses', 'List expenses, newest first; e.g. those that wait for a second person', {
    200: expensePage,
  })
  async list(@Query({ schema: expenseQuery }) query: ExpenseQuery): Promise<Page<ExpenseView>> {
    const page = await this.expenses.list(query);
    return { ...page, items: page.items.map(expenseViewOf) };
  }

  @Get('expenses/:id')
  @Operation('getExpense', 'Read an expense', { 200: expenseView })
  async one(@Param('id', { schema: idParameter }) id: string): Promise<ExpenseView> {
    return expenseViewOf(await this.expenses.get(id));
  }

  @Post('activities/:id/expenses')
  @Operation(
    'requestExpense',
    'Spend what is set aside for an activity; above the threshold it waits for a second person',
    { 201: expenseView },
  )
  async request(
    @Param('id', { schema: idParameter }) activityId: string,
    @Body({ schema: expenseCreate }) body: ExpenseCreate,
  ): Promise<ExpenseView> {
    return expenseViewOf(await this.expenses.request(activityId, body));
  }

  @Post('expenses/:id/approval')
  @HttpCode(200)
  @Operation('approveExpense', 'Approve an expense that somebody else asked for: it is spent', {
    200: expenseView,
  })
  async approve(@Param('id', { schema: idParameter }) id: string): Promise<ExpenseView> {
    return expenseViewOf(await this.expenses.approve(id));
  }

  @Post('expenses/:id/refusal')
  @HttpCode(200)
  @Operation('refuseExpense', 'Refuse an expense: the money stays set aside', { 200: expenseView })
  async refuse(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: because }) { reason }: Because,
  ): Promise<ExpenseView> {
    return expenseViewOf(await this.expenses.refuse(id, reason));
  }

  @Post('expenses/:id/withdrawal')
  @HttpCode(200)
  @Operation('withdrawExpense', 'Take back a request that is not decided yet, by whoever asked', {
    200: expenseView,
  })
  async withdraw(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: because }) { reason }: Because,
  ): Promise<ExpenseView> {
    return expenseViewOf(await this.expenses.withdraw(id, reason));
  }

  @Post('expenses/:id/reversal')
  @HttpCode(200)
  @Operation('reverseExpense', 'The money came back: it is set aside again', { 200: expenseView })
  async reverse(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: because }) { reason }: Because,
  ): Promise<ExpenseView> {
    return expenseViewOf(await this.expenses.reverse(id, reason));
  }
}

import { AuditService } from '../../dist/src/audit/audit.service.js';
import { makeDataSource } from '../../dist/src/database/data-source.js';
import { Transactions } from '../../dist/src/database/transactions.js';
import { AppError } from '../../dist/src/errors/app-error.js';
import { Expense } from '../../dist/src/features/ledger/expense.entity.js';
import { ExpensesService } from '../../dist/src/features/ledger/expenses.service.js';
import { GiftsService } from '../../dist/src/features/ledger/gifts.service.js';
import { Journal } from '../../dist/src/features/ledger/journal.js';
import {
  LedgerAccount,
  LedgerLine,
  LedgerTransaction,
} from '../../dist/src/features/ledger/ledger.entity.js';

/**
 * A process that moves the money of one gift round and round, three hands at once, until it is killed. It prints the id of
 * every transaction and expense that it was told is written.
 */
const [url, donationId, place] = process.argv.slice(2);
const purpose = JSON.parse(place);
const dataSource = await makeDataSource(
  url,
  [Expense, LedgerTransaction, LedgerLine, LedgerAccount],
  4,
).initialize();
const transactions = new Transactions(dataSource);
const audit = new AuditService(transactions);
const journal = new Journal(audit);
const gifts = new GiftsService(transactions, journal);
const expenses = new ExpensesService(transactions, journal, audit, { fourEyesFen: 1_000_000 });

let count = 0;
const voucher = () => `${process.pid}-${++count}`;
const spend = () =>
  expenses.request(purpose.activityId, {
    donationId,
    budgetLineId: purpose.budgetLineId,
    amountFen: 7,
    voucherNumber: voucher(),
    description: '茶叶',
  });
const steps = [
  () => gifts.receive(donationId, { amountFen: 101, reference: voucher() }),
  () => gifts.reserve(donationId, { ...purpose, amountFen: 53 }),
  spend,
  async () => expenses.reverse((await spend()).id, '退货'),
  () => gifts.release(donationId, { ...purpose, amountFen: 11 }),
  () => gifts.giveBack(donationId, { amountFen: 3, reference: voucher() }),
  async () =>
    gifts.reverse(
      donationId,
      (await gifts.giveBack(donationId, { amountFen: 2, reference: voucher() })).id,
      '退票',
    ),
];

async function hand(first) {
  for (let turn = first; ; turn++) {
    try {
      const { id } = await steps[turn % steps.length]();
      process.stdout.write(`${id}\n`);
    } catch (error) {
      // The other hands took what this one wanted.
      if (!(error instanceof AppError)) throw error;
    }
  }
}
await Promise.all([hand(0), hand(2), hand(4)]);

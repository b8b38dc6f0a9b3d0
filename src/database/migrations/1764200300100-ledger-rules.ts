import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What the database itself holds true of the books of gifts, whoever writes to them: docs/ledger.md lists the rules by
 * name. Gifts that were there before are pledged, and what published plans give of them is set aside.
 */
export class LedgerRules1764200300100 implements MigrationInterface {
  readonly name = 'LedgerRules1764200300100';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      REFUSE,
      START,
      EARMARK,
      OPEN,
      POST,
      CHECK_TRANSACTION,
      CHECK_LATE,
      CHECK_EXPENSE,
      KEEP_EXPENSE,
      APPEND_ONLY,
      DERIVED,
      PLEDGE,
      FOLLOW,
      ...TRIGGERS.map(create),
      PLEDGE_OLD_GIFTS,
      CLAIM_FOR_PUBLISHED_PLANS,
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, name } of TRIGGERS) await runner.query(`DROP TRIGGER ${name} ON ${table}`);
    await runner.query('TRUNCATE ledger_accounts, ledger_lines, ledger_transactions, expenses');
    for (const signature of FUNCTIONS) await runner.query(`DROP FUNCTION ${signature}`);
  }
}

const FUNCTIONS = [
  'ledger_follow_donation()',
  'ledger_pledge(text, bigint)',
  'ledger_derived()',
  'ledger_append_only()',
  'ledger_keep_expense()',
  'ledger_check_expense_late()',
  'ledger_check_expense(text)',
  'ledger_check_late()',
  'ledger_check_transaction(text)',
  'ledger_post_line()',
  'ledger_open_transaction()',
  'ledger_earmark_fault(text, text, text, text)',
  'ledger_start(text, text)',
  'ledger_refuse(text, text)',
];

/** Faults look like those of a CHECK constraint named after the rule. */
const REFUSE = `
  CREATE FUNCTION ledger_refuse(rule text, sentence text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '%', sentence USING ERRCODE = 'check_violation', CONSTRAINT = rule;
  END $$`;

/** When an activity takes place: in the plan, else in the one published last that has it, else at its first candidate. */
const START = `
  CREATE FUNCTION ledger_start(activity text, plan text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT coalesce(
      (SELECT start_at FROM scheduled_activities WHERE plan_id = plan AND activity_id = activity),
      (SELECT held.start_at FROM scheduled_activities held JOIN plans ON plans.id = held.plan_id
        WHERE held.activity_id = activity AND plans.published_at IS NOT NULL
        ORDER BY plans.published_at DESC, plans.id LIMIT 1),
      (SELECT first_candidate FROM activities WHERE id = activity))
  $$`;

/** What the earmark has against paying for a line of an activity; null: nothing. */
const EARMARK = `
  CREATE FUNCTION ledger_earmark_fault(donation text, activity text, line text, plan text) RETURNS text
  LANGUAGE plpgsql AS $$
  DECLARE
    gift donations%ROWTYPE;
    held activities%ROWTYPE;
    asked text;
    start timestamptz;
  BEGIN
    SELECT * INTO gift FROM donations WHERE id = donation;
    IF NOT FOUND THEN RETURN 'donation'; END IF;
    SELECT * INTO held FROM activities WHERE id = activity FOR KEY SHARE;
    IF NOT FOUND THEN RETURN 'activity'; END IF;
    asked := CASE WHEN line = 'venue' THEN 'venue' ELSE
      (SELECT entry->>'purpose' FROM jsonb_array_elements(held.budget) entry WHERE entry->>'id' = line LIMIT 1) END;
    IF asked IS NULL THEN RETURN 'line'; END IF;
    IF gift.purposes <> '{}' AND NOT asked = ANY (gift.purposes) THEN RETURN 'purpose'; END IF;
    IF gift.kinds <> '{}' AND NOT held.kind = ANY (gift.kinds) THEN RETURN 'kind'; END IF;
    IF EXISTS (SELECT 1 FROM donation_communities WHERE donation_id = donation) AND NOT EXISTS
      (SELECT 1 FROM donation_communities WHERE donation_id = donation AND community_id = held.community_id)
      THEN RETURN 'community'; END IF;
    IF EXISTS (SELECT 1 FROM donation_groups WHERE donation_id = donation) AND NOT EXISTS
      (SELECT 1 FROM donation_groups WHERE donation_id = donation AND group_id = held.host_group_id)
      THEN RETURN 'group'; END IF;
    start := ledger_start(activity, plan);
    IF start < gift.available_from THEN RETURN 'too_early'; END IF;
    IF start >= gift.expires_at THEN RETURN 'too_late'; END IF;
    RETURN NULL;
  END $$`;

/** Whoever writes about a gift waits until nobody else does, nor changes it. */
const OPEN = `
  CREATE FUNCTION ledger_open_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM 1 FROM donations WHERE id = NEW.donation_id FOR NO KEY UPDATE;
    IF NOT FOUND AND NEW.kind <> 'pledge' THEN
      PERFORM ledger_refuse('ledger_donation', format('There is no gift %s', NEW.donation_id));
    END IF;
    NEW.number := nextval('ledger_numbers');
    NEW.written_in := pg_current_xact_id()::text;
    RETURN NEW;
  END $$`;

const POST = `
  CREATE FUNCTION ledger_post_line() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    head ledger_transactions%ROWTYPE;
    fault text;
  BEGIN
    SELECT * INTO head FROM ledger_transactions WHERE id = NEW.transaction_id;
    IF head.written_in IS DISTINCT FROM pg_current_xact_id()::text THEN
      PERFORM ledger_refuse('ledger_sealed', format('Transaction %s takes no further lines', NEW.transaction_id));
    END IF;
    IF NEW.amount_fen > 0 AND head.kind IN ('reservation', 'hold', 'spending') THEN
      fault := ledger_earmark_fault(head.donation_id, NEW.activity_id, NEW.budget_line_id, head.plan_id);
      IF fault IS NOT NULL THEN
        PERFORM ledger_refuse('ledger_earmark', format('Gift %s must not pay for line %s of activity %s: %s',
          head.donation_id, NEW.budget_line_id, NEW.activity_id, fault));
      END IF;
    END IF;
    UPDATE ledger_accounts SET balance_fen = balance_fen + NEW.amount_fen
     WHERE donation_id = head.donation_id AND account = NEW.account
       AND activity_id = NEW.activity_id AND budget_line_id = NEW.budget_line_id;
    IF NOT FOUND THEN
      INSERT INTO ledger_accounts (donation_id, account, activity_id, budget_line_id, balance_fen)
      VALUES (head.donation_id, NEW.account, NEW.activity_id, NEW.budget_line_id, NEW.amount_fen);
    END IF;
    RETURN NEW;
  END $$`;

/**
 * At commit: every transaction sums to zero, moves money only where its kind may, and adds nothing to an activity that
 * its kind must not. A reversal takes back exactly what it names; that of a receipt takes it from where the money is now.
 */
const CHECK_TRANSACTION = `
  CREATE FUNCTION ledger_check_transaction(checked text) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    head ledger_transactions%ROWTYPE;
    old ledger_transactions%ROWTYPE;
    gives text[];
    takes text[];
  BEGIN
    SELECT * INTO head FROM ledger_transactions WHERE id = checked;
    IF (SELECT coalesce(sum(amount_fen), 1) FROM ledger_lines WHERE transaction_id = checked) <> 0 THEN
      PERFORM ledger_refuse('ledger_balanced', format('Transaction %s does not sum to zero', checked));
    END IF;
    IF head.kind = 'reversal' THEN
      SELECT * INTO old FROM ledger_transactions WHERE id = head.reverses_id;
      IF old.donation_id <> head.donation_id OR old.expense_id IS DISTINCT FROM head.expense_id
         OR old.kind NOT IN ('receipt', 'spending', 'report', 'return', 'expiry') THEN
        PERFORM ledger_refuse('ledger_reversal', format('Transaction %s cannot reverse %s', checked, old.id));
      END IF;
      IF old.kind <> 'receipt' AND EXISTS (
           SELECT 1 FROM ledger_lines WHERE transaction_id IN (checked, old.id)
            GROUP BY account, activity_id, budget_line_id HAVING sum(amount_fen) <> 0)
         OR (SELECT sum(amount_fen) FROM ledger_lines WHERE transaction_id IN (checked, old.id) AND amount_fen > 0) <>
            2 * (SELECT sum(amount_fen) FROM ledger_lines WHERE transaction_id = old.id AND amount_fen > 0) THEN
        PERFORM ledger_refuse('ledger_reversal', format('Transaction %s is not what %s was', checked, old.id));
      END IF;
    END IF;
    SELECT rule.gives, rule.takes INTO gives, takes FROM (VALUES
      ('pledge', '{pledged,receivable}', '{pledged,receivable}'),
      ('receipt', '{receivable,claimed}', '{available,reserved}'),
      ('reservation', '{receivable,available}', '{claimed,reserved}'),
      ('release', '{claimed,reserved}', '{receivable,available}'),
      ('cover', '{available,claimed}', '{receivable,reserved}'),
      ('hold', '{reserved}', '{held}'),
      ('unhold', '{held}', '{reserved}'),
      ('spending', '{reserved}', '{spent}'),
      ('report', '{spent}', '{reported}'),
      ('return', '{available,expired}', '{returned}'),
      ('expiry', '{receivable,available}', '{lapsed,expired}'),
      ('reversal of receipt', '{available,reserved}', '{receivable,claimed}'),
      ('reversal of spending', '{spent}', '{reserved}'),
      ('reversal of report', '{reported}', '{spent}'),
      ('reversal of return', '{returned}', '{available,expired}'),
      ('reversal of expiry', '{lapsed,expired}', '{receivable,available}')
    ) AS rule (kind, gives, takes)
    WHERE rule.kind = CASE head.kind WHEN 'reversal' THEN 'reversal of ' || old.kind ELSE head.kind END;
    IF EXISTS (SELECT 1 FROM ledger_lines WHERE transaction_id = checked
                AND NOT account = ANY (CASE WHEN amount_fen < 0 THEN gives ELSE takes END)) THEN
      PERFORM ledger_refuse('ledger_moves', format('A %s does not move money so: %s', head.kind, checked));
    END IF;
    IF head.kind NOT IN ('reservation', 'release') AND EXISTS (
      SELECT 1 FROM ledger_lines WHERE transaction_id = checked AND activity_id <> ''
       GROUP BY activity_id, budget_line_id HAVING sum(amount_fen) <> 0) THEN
      PERFORM ledger_refuse('ledger_moves', format('A %s moves money between activities: %s', head.kind, checked));
    END IF;
    IF head.expense_id IS NOT NULL THEN PERFORM ledger_check_expense(head.expense_id); END IF;
  END $$`;

const CHECK_LATE = `
  CREATE FUNCTION ledger_check_late() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM ledger_check_transaction(CASE TG_TABLE_NAME
      WHEN 'ledger_lines' THEN to_jsonb(NEW)->>'transaction_id' ELSE to_jsonb(NEW)->>'id' END);
    RETURN NULL;
  END $$`;

/** At commit: what a request says of itself is what the journal says of it, fen by fen. */
const CHECK_EXPENSE = `
  CREATE FUNCTION ledger_check_expense(checked text) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    asked expenses%ROWTYPE;
    is_held bigint;
    is_spent bigint;
  BEGIN
    SELECT * INTO asked FROM expenses WHERE id = checked;
    SELECT coalesce(sum(amount_fen) FILTER (WHERE account = 'held'), 0),
           coalesce(sum(amount_fen) FILTER (WHERE account = 'spent'), 0) INTO is_held, is_spent
      FROM ledger_lines line JOIN ledger_transactions head ON head.id = line.transaction_id
     WHERE head.expense_id = checked AND head.donation_id = asked.donation_id
       AND line.activity_id = asked.activity_id AND line.budget_line_id = asked.budget_line_id;
    IF is_held <> (CASE asked.state WHEN 'requested' THEN asked.amount_fen ELSE 0 END)
       OR is_spent <> (CASE asked.state WHEN 'spent' THEN asked.amount_fen ELSE 0 END)
       OR EXISTS (SELECT 1 FROM ledger_lines line JOIN ledger_transactions head ON head.id = line.transaction_id
                   WHERE head.expense_id = checked AND (head.donation_id, line.activity_id, line.budget_line_id)
                     <> (asked.donation_id, asked.activity_id, asked.budget_line_id)) THEN
      PERFORM ledger_refuse('ledger_expense', format('Expense %s is %s, and the journal says otherwise', checked, asked.state));
    END IF;
  END $$;
  CREATE FUNCTION ledger_check_expense_late() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM ledger_check_expense(NEW.id);
    RETURN NULL;
  END $$`;

const KEEP_EXPENSE = `
  CREATE FUNCTION ledger_keep_expense() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' THEN
      PERFORM ledger_refuse('ledger_append_only', 'Expenses are not deleted');
    END IF;
    IF (NEW.id, NEW.donation_id, NEW.activity_id, NEW.budget_line_id, NEW.amount_fen, NEW.voucher_number, NEW.needs_second, NEW.requested_by)
       <> (OLD.id, OLD.donation_id, OLD.activity_id, OLD.budget_line_id, OLD.amount_fen, OLD.voucher_number, OLD.needs_second, OLD.requested_by)
       OR (OLD.state <> NEW.state AND OLD.state || ' ' || NEW.state NOT IN
          ('requested spent', 'requested refused', 'requested withdrawn', 'spent reversed')) THEN
      PERFORM ledger_refuse('ledger_append_only', format('Expense %s cannot become that', OLD.id));
    END IF;
    RETURN NEW;
  END $$`;

const APPEND_ONLY = `
  CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'ledger_transactions' THEN
      IF to_jsonb(NEW)->>'note' IS NULL AND to_jsonb(NEW) - 'note' = to_jsonb(OLD) - 'note' THEN RETURN NEW; END IF;
    END IF;
    PERFORM ledger_refuse('ledger_append_only', 'What is in the ledger is neither changed nor deleted; reverse it');
    RETURN NULL;
  END $$`;

/** Balances are written by the trigger of lines alone. */
const DERIVED = `
  CREATE FUNCTION ledger_derived() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP IN ('DELETE', 'TRUNCATE') OR pg_trigger_depth() < 2 THEN
      PERFORM ledger_refuse('ledger_derived', 'Balances follow the journal; write a transaction');
    END IF;
    RETURN NEW;
  END $$`;

const PLEDGE = `
  CREATE FUNCTION ledger_pledge(donation text, change bigint) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE made text := gen_random_uuid()::text;
  BEGIN
    IF change = 0 THEN RETURN; END IF;
    IF change < 0 AND -change > coalesce((SELECT balance_fen FROM ledger_accounts
        WHERE donation_id = donation AND account = 'receivable'), 0) THEN
      PERFORM ledger_refuse('ledger_amount', format('Of gift %s more is received or set aside', donation));
    END IF;
    INSERT INTO ledger_transactions (id, donation_id, kind, at, actor)
    VALUES (made, donation, 'pledge', now(), 'system');
    INSERT INTO ledger_lines (transaction_id, account, activity_id, budget_line_id, amount_fen)
    VALUES (made, 'pledged', '', '', -change), (made, 'receivable', '', '', change);
  END $$`;

/** A gift is pledged as soon as it is in the pool, and follows its amount there; once money moved, it stays. */
const FOLLOW = `
  CREATE FUNCTION ledger_follow_donation() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      PERFORM ledger_pledge(NEW.id, NEW.amount_fen);
    ELSIF TG_OP = 'UPDATE' THEN
      IF NEW.id <> OLD.id THEN PERFORM ledger_refuse('ledger_donation', 'A gift keeps its id'); END IF;
      PERFORM ledger_pledge(NEW.id, NEW.amount_fen - OLD.amount_fen);
    ELSE
      IF EXISTS (SELECT 1 FROM ledger_transactions WHERE donation_id = OLD.id AND kind <> 'pledge') THEN
        PERFORM ledger_refuse('ledger_donation', format('Money of gift %s has moved', OLD.id));
      END IF;
      PERFORM ledger_pledge(OLD.id, -OLD.amount_fen);
    END IF;
    RETURN NULL;
  END $$`;

interface Trigger {
  readonly table: string;
  readonly name: string;
  readonly when: string;
  readonly then: string;
}

const LATE = 'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW';
const trigger = (table: string, name: string, when: string, then: string): Trigger => ({
  table,
  name,
  when,
  then,
});

const TRIGGERS: readonly Trigger[] = [
  trigger('ledger_transactions', 'ledger_open', 'BEFORE INSERT', 'ledger_open_transaction()'),
  trigger('ledger_lines', 'ledger_post', 'BEFORE INSERT', 'ledger_post_line()'),
  ...['ledger_transactions', 'ledger_lines'].flatMap((table) => [
    trigger(table, 'ledger_balanced', LATE, 'ledger_check_late()'),
    trigger(table, 'ledger_keep', 'BEFORE UPDATE OR DELETE', 'ledger_append_only()'),
    trigger(table, 'ledger_keep_all', 'BEFORE TRUNCATE', 'ledger_append_only()'),
  ]),
  trigger('expenses', 'ledger_expense', LATE, 'ledger_check_expense_late()'),
  trigger('expenses', 'ledger_keep', 'BEFORE UPDATE OR DELETE', 'ledger_keep_expense()'),
  trigger('expenses', 'ledger_keep_all', 'BEFORE TRUNCATE', 'ledger_append_only()'),
  trigger('ledger_accounts', 'ledger_derived', 'BEFORE INSERT OR UPDATE OR DELETE', 'ledger_derived()'),
  trigger('ledger_accounts', 'ledger_derived_all', 'BEFORE TRUNCATE', 'ledger_derived()'),
  trigger(
    'donations',
    'ledger_follow',
    'AFTER INSERT OR DELETE OR UPDATE OF id, amount_fen',
    'ledger_follow_donation()',
  ),
];

function create({ table, name, when, then }: Trigger): string {
  if (when === LATE)
    return `CREATE CONSTRAINT TRIGGER ${name} AFTER INSERT OR UPDATE ON ${table} ${LATE} EXECUTE FUNCTION ${then}`;
  const each = when.includes('TRUNCATE') ? 'STATEMENT' : 'ROW';
  return `CREATE TRIGGER ${name} ${when} ON ${table} FOR EACH ${each} EXECUTE FUNCTION ${then}`;
}

const PLEDGE_OLD_GIFTS = `SELECT ledger_pledge(id, amount_fen) FROM donations ORDER BY id`;

/** As far as the earmark and the amount still allow: both may have been changed since. */
const CLAIM_FOR_PUBLISHED_PLANS = `
  DO $$
  DECLARE
    part record;
    made text;
    amount bigint;
  BEGIN
    FOR part IN SELECT fund.* FROM fund_allocations fund JOIN plans ON plans.id = fund.plan_id
                 WHERE plans.state = 'published' ORDER BY fund.donation_id, fund.activity_id, fund.budget_line_id, fund.plan_id
    LOOP
      amount := least(part.amount_fen, (SELECT balance_fen FROM ledger_accounts
        WHERE donation_id = part.donation_id AND account = 'receivable'));
      CONTINUE WHEN coalesce(amount, 0) <= 0
        OR ledger_earmark_fault(part.donation_id, part.activity_id, part.budget_line_id, part.plan_id) IS NOT NULL;
      made := gen_random_uuid()::text;
      INSERT INTO ledger_transactions (id, donation_id, kind, at, actor, plan_id)
      VALUES (made, part.donation_id, 'reservation', now(), 'system', part.plan_id);
      INSERT INTO ledger_lines (transaction_id, account, activity_id, budget_line_id, amount_fen)
      VALUES (made, 'receivable', '', '', -amount), (made, 'claimed', part.activity_id, part.budget_line_id, amount);
    END LOOP;
  END $$`;

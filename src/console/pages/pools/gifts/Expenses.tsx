import { Anchor, Badge, Button, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { type ExpenseState, type ExpenseView } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { call, useChange, usePages } from '~/api';
import { useWho } from '~/app/who';
import { Confirm, Empty, Hint, Loaded, More, NoPermission, Page, tell, useFormat } from '~/ui';
import { useNames } from '~/ui/fields';
import { WithReason } from './GiftActions';

const STATES = [
  'requested',
  'spent',
  'refused',
  'withdrawn',
  'reversed',
] as const satisfies readonly ExpenseState[];
const COLORS: Readonly<Record<ExpenseState, string>> = {
  requested: 'amber',
  spent: 'jade',
  refused: 'cinnabar',
  withdrawn: 'gray',
  reversed: 'gray',
};

function Expense({
  expense,
  gift,
  activity,
}: {
  readonly expense: ExpenseView;
  readonly gift: string;
  readonly activity: string;
}) {
  const { t } = useTranslation(['pools', 'common', 'answers']);
  const format = useFormat();
  const who = useWho();
  const { id, state, needsSecond, requestedBy, version } = expense;
  const mine = requestedBy === `account:${who.me.id ?? ''}`;
  const decider = who.is('admin', 'council');
  const path = `/expenses/${id}`;
  const approve = useChange(
    () => call(`${path}/approval`, { method: 'POST', version }),
    ['/expenses', '/donations', '/history'],
    () => tell(t('common:state.done')),
  );
  return (
    <Paper withBorder p="sm" component="article" aria-label={expense.voucherNumber}>
      <Group justify="space-between" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={700}>{format.money(expense.amountFen)}</Text>
            <Badge variant="light" color={COLORS[state]} tt="none">
              {t(`expense.${state}`)}
            </Badge>
            {needsSecond && (
              <Group gap={2}>
                <Text size="xs">{t('expense.fourEyes')}</Text>
                <Hint>{t('expense.fourEyesHint')}</Hint>
              </Group>
            )}
          </Group>
          <Text size="sm">
            {expense.description} · {expense.voucherNumber}
          </Text>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {activity} · {t(`answers:purpose.${expense.budgetLineId}`, expense.budgetLineId)}
            </Text>
            <Anchor
              component={Link}
              to={`/pools/donations/${encodeURIComponent(expense.donationId)}?tab=ledger`}
              size="sm"
            >
              {gift}
            </Anchor>
          </Group>
          <Text size="xs" c="dimmed">
            {t('expense.asked', { when: format.dateTime(expense.createdAt) })}
            {expense.decidedAt !== null &&
              ` · ${t('expense.decided', { when: format.dateTime(expense.decidedAt) })}`}
            {expense.reason !== null && ` · ${expense.reason}`}
          </Text>
        </div>
        <Group gap="xs">
          {state === 'requested' && decider && !mine && (
            <>
              <Confirm
                label={t('expense.approve')}
                title={t('expense.approveTitle')}
                confirmLabel={t('expense.approve')}
                variant="light"
                size="sm"
                onConfirm={() => approve.mutateAsync(undefined)}
              >
                <Text size="sm">
                  {t('expense.approveText', {
                    money: format.money(expense.amountFen),
                    voucher: expense.voucherNumber,
                  })}
                </Text>
              </Confirm>
              <WithReason
                path={`${path}/refusal`}
                label={t('expense.refuse')}
                title={t('expense.refuseTitle')}
              />
            </>
          )}
          {state === 'requested' && mine && (
            <>
              <Text size="sm" c="dimmed">
                {t('expense.mine')}
              </Text>
              <WithReason
                path={`${path}/withdrawal`}
                label={t('expense.withdraw')}
                title={t('expense.withdrawTitle')}
              />
            </>
          )}
          {state === 'spent' && decider && (
            <WithReason path={`${path}/reversal`} label={t('gift.reverse')} title={t('gift.reverseTitle')} />
          )}
        </Group>
      </Group>
    </Paper>
  );
}

/** `/pools/expenses`: what was spent, and what waits for a second person. */
export default function Expenses() {
  const { t } = useTranslation(['pools', 'common']);
  const who = useWho();
  const [params, setParams] = useSearchParams();
  const asked = params.get('state');
  const state = STATES.find((one) => one === asked) ?? 'requested';
  const found = usePages<ExpenseView>('/expenses', { state, limit: 50 });
  const gifts = useNames('/donations', [...new Set(found.rows.map(({ donationId }) => donationId))]);
  const activities = useNames('/activities', [...new Set(found.rows.map(({ activityId }) => activityId))]);
  if (!who.is('admin', 'council', 'coordinator', 'auditor')) return <NoPermission />;
  return (
    <Page
      title={t('expenses.title')}
      lead={t('expenses.lead')}
      actions={
        <Button component={Link} to="/pools/donations" variant="default">
          {t('kind.donations')}
        </Button>
      }
    >
      <SegmentedControl
        aria-label={t('expenses.state')}
        data={STATES.map((value) => ({ value, label: t(`expense.${value}`) }))}
        value={state}
        onChange={(next) => setParams({ state: next }, { replace: true })}
        style={{ alignSelf: 'flex-start', maxWidth: '100%', overflowX: 'auto' }}
      />
      <Loaded of={found}>
        {() =>
          found.rows.length === 0 ? (
            <Empty title={t('expenses.none')}>
              {state === 'requested' ? t('expenses.noneHint') : undefined}
            </Empty>
          ) : (
            <Stack gap="xs">
              {found.rows.map((one) => (
                <Expense
                  key={one.id}
                  expense={one}
                  gift={gifts.get(one.donationId) ?? one.donationId}
                  activity={activities.get(one.activityId) ?? one.activityId}
                />
              ))}
              <More of={found} variant="subtle" />
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

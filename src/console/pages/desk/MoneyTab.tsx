import {
  type ActivityRead,
  type DonationRead,
  type DonationStatement,
  type ExpenseView,
  type PlanDocument,
  type PlanView,
} from '@heli/contracts';
import { Group, Stack, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, useAll, useByIds, useRead } from '../../api';
import { Empty, Loaded, SmallTable, useFormat } from '../../ui';
import { setAsideOf, Spend } from '../../ui/money/Spend';

/** What the gifts that pay for the activity by the published plan still hold for it. */
function useSetAside({ id, seasonId }: ActivityRead) {
  const published = useRead<{ readonly items: readonly PlanView[] }>(
    `/seasons/${encodeURIComponent(seasonId)}/plans`,
    { state: 'published', limit: 1 },
  );
  const plan = published.data?.items[0];
  const document = useRead<PlanDocument>(
    plan === undefined ? null : `/plans/${encodeURIComponent(plan.id)}/document`,
  );
  const gifts = [
    ...new Set(
      (document.data?.fundAllocations ?? [])
        .filter(({ activityId }) => activityId === id)
        .map(({ donationId }) => donationId),
    ),
  ];
  const names = useByIds<DonationRead>('/donations', gifts);
  const statements = useQueries({
    queries: gifts.map((gift) => {
      const path = `/donations/${encodeURIComponent(gift)}/statement`;
      return {
        queryKey: [path, {}],
        queryFn: ({ signal }: { signal: AbortSignal }) => call<DonationStatement>(path, { signal }),
      };
    }),
  });
  return statements.flatMap(({ data }) =>
    data === undefined ? [] : setAsideOf(data, names.data?.get(data.donationId)?.name ?? data.donationId, id),
  );
}

/** What was spent on the activity, and entering more. */
export function MoneyTab({ activity }: { readonly activity: ActivityRead }) {
  const { t } = useTranslation(['desk', 'answers']);
  const format = useFormat();
  const lines = useSetAside(activity);
  const expenses = useAll<ExpenseView>('/expenses', { activityId: activity.id });
  return (
    <Loaded of={expenses}>
      {(rows) => (
        <Stack>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {t('money.left', {
                money: format.money(lines.reduce((sum, { reservedFen }) => sum + reservedFen, 0)),
              })}
            </Text>
            <Spend lines={lines} of="activity" />
          </Group>
          {rows.length === 0 ? (
            <Empty title={t('money.none')}>{t('money.noneHint')}</Empty>
          ) : (
            <SmallTable
              label={t('activity.tab.money')}
              head={['day', 'what', 'voucher', 'purpose', 'amount', 'state'].map((key) => t(`money.${key}`))}
              rows={rows.map((one) => [
                format.dateTime(one.createdAt),
                one.description,
                one.voucherNumber,
                t(
                  `answers:purpose.${activity.budget.find(({ id }) => id === one.budgetLineId)?.purpose ?? one.budgetLineId}`,
                  one.budgetLineId,
                ),
                format.money(one.amountFen),
                t(`money.states.${one.state}`),
              ])}
            />
          )}
        </Stack>
      )}
    </Loaded>
  );
}

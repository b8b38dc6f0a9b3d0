import { Button, Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type DonationStatement, type PartnerStatement } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { download, useRead, asError } from '../../api';
import { Empty, Loaded, SmallTable, tellProblem, useFormat } from '../../ui';

/** What became of the unit's gifts: received, set aside, spent, reported; for which activities, with vouchers. */
export function Gifts({ unitId }: { readonly unitId: string }) {
  const { t, i18n } = useTranslation(['partner', 'common']);
  const path = `/partner-units/${encodeURIComponent(unitId)}/statement`;
  const found = useRead<PartnerStatement>(path, { lang: i18n.language });
  return (
    <Loaded of={found}>
      {(statement) =>
        statement.gifts.length === 0 ? (
          <Empty title={t('gifts.none')}>{t('gifts.noneHint')}</Empty>
        ) : (
          <Stack>
            <Paper withBorder p="md" component="section" aria-label={t('gifts.all')}>
              <Group justify="space-between" mb="sm">
                <Title order={2} size="h4">
                  {t('gifts.all')}
                </Title>
                <Button
                  variant="default"
                  leftSection={<IconDownload size={18} aria-hidden />}
                  onClick={() =>
                    void download(`${path}.csv`, `${unitId}.csv`, { lang: i18n.language }).catch(
                      (thrown: unknown) => tellProblem(asError(thrown)),
                    )
                  }
                >
                  {t('common:action.csv')}
                </Button>
              </Group>
              <Flow totals={statement} />
              <Text size="sm" mt="sm">
                {statement.text}
              </Text>
            </Paper>
            {statement.gifts.map((gift) => (
              <Gift key={gift.donationId} gift={gift} />
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

type Totals = Pick<
  PartnerStatement,
  | 'pledgedFen'
  | 'awaitedFen'
  | 'receivedFen'
  | 'availableFen'
  | 'reservedFen'
  | 'inReviewFen'
  | 'spentFen'
  | 'reportedFen'
  | 'returnedFen'
  | 'expiredFen'
>;

/** One bar of where the money is, and the same in figures. */
function Flow({ totals }: { readonly totals: Totals }) {
  const { t } = useTranslation('partner');
  const format = useFormat();
  const parts = [
    { key: 'reported', fen: totals.reportedFen, color: 'jade.9' },
    { key: 'spent', fen: totals.spentFen - totals.reportedFen, color: 'jade.6' },
    { key: 'reserved', fen: totals.reservedFen + totals.inReviewFen, color: 'amber.5' },
    { key: 'available', fen: totals.availableFen, color: 'indigo.4' },
    { key: 'awaited', fen: totals.awaitedFen, color: 'gray.4' },
    { key: 'returned', fen: totals.returnedFen + totals.expiredFen, color: 'cinnabar.4' },
  ].filter(({ fen }) => fen > 0);
  const whole = Math.max(1, totals.pledgedFen);
  return (
    <Stack gap="sm">
      <Progress.Root size={18} aria-hidden>
        {parts.map(({ key, fen, color }) => (
          <Progress.Section key={key} value={(100 * fen) / whole} color={color} />
        ))}
      </Progress.Root>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="xs">
        <Sum label={t('gifts.pledged')} value={format.money(totals.pledgedFen)} />
        {parts.map(({ key, fen, color }) => (
          <Sum key={key} label={t(`gifts.${key}`)} value={format.money(fen)} color={color} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function Sum({
  label,
  value,
  color,
}: {
  readonly label: string;
  readonly value: string;
  readonly color?: string;
}) {
  return (
    <div>
      <Group gap={6}>
        {color !== undefined && (
          <span
            aria-hidden
            style={{
              width: 12,
              height: 12,
              borderRadius: 3,
              background: `var(--mantine-color-${color.replace('.', '-')})`,
            }}
          />
        )}
        <Text size="sm" c="dimmed">
          {label}
        </Text>
      </Group>
      <Text fw={700}>{value}</Text>
    </div>
  );
}

function Gift({ gift }: { readonly gift: DonationStatement }) {
  const { t } = useTranslation('partner');
  const format = useFormat();
  return (
    <Paper withBorder p="md" component="section" aria-label={gift.name ?? gift.donationId}>
      <Title order={3} size="h5" mb="xs">
        {gift.name ?? gift.donationId}
      </Title>
      <Flow totals={gift} />
      <Text size="sm" my="sm">
        {gift.text}
      </Text>
      {gift.activities.length > 0 && (
        <SmallTable
          label={t('gifts.activities')}
          head={[
            t('gifts.activity'),
            t('gifts.when'),
            t('gifts.people'),
            t('gifts.reserved'),
            t('gifts.spent'),
            t('gifts.vouchers'),
          ]}
          rows={gift.activities.map((activity) => [
            activity.title ?? activity.activityId,
            activity.start === null ? '' : format.day(activity.start),
            format.number(activity.attended),
            format.money(activity.reservedFen + activity.plannedFen + activity.inReviewFen),
            format.money(activity.spentFen),
            activity.lines
              .flatMap(({ payments }) =>
                payments.map(
                  ({ voucherNumber, description, amountFen }) =>
                    `${voucherNumber} ${description} ${format.money(amountFen)}`,
                ),
              )
              .join('; '),
          ])}
        />
      )}
    </Paper>
  );
}

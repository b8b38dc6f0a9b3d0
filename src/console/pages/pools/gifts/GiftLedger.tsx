import { Badge, Button, Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type DonationStatement, type LedgerTransactionView } from '@heli/contracts';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { download, usePages, useRead } from '~/api';
import { useWho } from '~/app/who';
import { Empty, Loaded, More, SmallTable, tellProblem, useFormat } from '~/ui';
import { useNames } from '~/ui/fields';
import { setAsideOf, Spend } from '~/ui/money/Spend';
import { type PanelProps } from '../panel';
import { titleOf } from '../kinds';
import { GiftActions, Reversal } from './GiftActions';

const BARS = [
  { key: 'spentFen', color: 'jade.7' },
  { key: 'inReviewFen', color: 'amber.4' },
  { key: 'reservedFen', color: 'indigo.4' },
  { key: 'availableFen', color: 'jade.3' },
  { key: 'awaitedFen', color: 'gray.4' },
  { key: 'expiredFen', color: 'cinnabar.4' },
  { key: 'returnedFen', color: 'gray.6' },
  { key: 'lapsedFen', color: 'gray.3' },
] as const;

/** Where each fen of a gift is: one bar, in words and figures. */
function Where({ statement }: { readonly statement: DonationStatement }) {
  const { t } = useTranslation('pools');
  const format = useFormat();
  const whole = Math.max(1, statement.pledgedFen);
  const shown = BARS.filter(({ key }) => statement[key] > 0);
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {t('ledger.where')}
        </Title>
        <Text fw={700} size="lg">
          {format.money(statement.pledgedFen)}
        </Text>
      </Group>
      <Progress.Root size={18} aria-hidden>
        {shown.map(({ key, color }) => (
          <Progress.Section key={key} value={(statement[key] / whole) * 100} color={color} />
        ))}
      </Progress.Root>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} mt="sm" spacing="xs">
        {shown.map(({ key, color }) => (
          <div key={key}>
            <Group gap={6} wrap="nowrap">
              <span
                style={{
                  width: 12,
                  height: 12,
                  borderRadius: 3,
                  flexShrink: 0,
                  background: `var(--mantine-color-${color.replace('.', '-')})`,
                }}
                aria-hidden
              />
              <Text size="xs" c="dimmed">
                {t(`ledger.${key}`)}
              </Text>
            </Group>
            <Text size="sm" fw={600}>
              {format.money(statement[key])}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {statement.reportedFen > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('ledger.reported', { money: format.money(statement.reportedFen) })}
        </Text>
      )}
    </Paper>
  );
}

const REVERSIBLE: readonly LedgerTransactionView['kind'][] = ['receipt', 'report', 'return', 'expiry'];

/** What was posted, the newest first; nothing of it is ever changed. */
function Journal({ donationId, zone }: { readonly donationId: string; readonly zone: string }) {
  const { t } = useTranslation(['pools', 'common', 'answers']);
  const format = useFormat(zone);
  const who = useWho();
  const found = usePages<LedgerTransactionView>(`/donations/${encodeURIComponent(donationId)}/ledger`, {
    limit: 30,
    count: null,
  });
  const activityIds = [
    ...new Set(found.rows.flatMap(({ lines }) => lines.flatMap(({ activityId }) => activityId ?? []))),
  ].slice(0, 60);
  const names = useNames('/activities', activityIds);
  const reversed = new Set(found.rows.flatMap(({ reversesId }) => reversesId ?? []));
  return (
    <Loaded of={found}>
      {() =>
        found.rows.length === 0 ? (
          <Empty title={t('ledger.none')} />
        ) : (
          <Stack gap="xs">
            {found.rows.map((one) => {
              const moved = one.lines.filter(({ amountFen }) => amountFen > 0);
              return (
                <Paper key={one.id} withBorder p="sm">
                  <Group justify="space-between" align="flex-start">
                    <div style={{ minWidth: 0 }}>
                      <Group gap="xs">
                        <Badge variant="light" color="gray" c="dark" tt="none">
                          {t(`ledgerKind.${one.kind}`)}
                        </Badge>
                        <Text size="sm">{format.dateTime(one.at)}</Text>
                        <Text size="xs" c="dimmed">
                          № {one.number}
                        </Text>
                        {reversed.has(one.id) && (
                          <Badge variant="outline" color="cinnabar" tt="none">
                            {t('ledger.reversed')}
                          </Badge>
                        )}
                      </Group>
                      {moved.map(({ account, activityId, budgetLineId, amountFen }, place) => (
                        <Text key={place} size="sm">
                          {format.money(amountFen)} → {t(`account.${account}`)}
                          {activityId !== null && ` · ${names.get(activityId) ?? activityId}`}
                          {budgetLineId !== null &&
                            ` · ${t(`answers:purpose.${budgetLineId}`, budgetLineId)}`}
                        </Text>
                      ))}
                      {(one.reference ?? one.note) !== null && (
                        <Text size="xs" c="dimmed">
                          {[one.reference, one.note].filter((text) => text !== null).join(' · ')}
                        </Text>
                      )}
                    </div>
                    {who.is('admin', 'council') && REVERSIBLE.includes(one.kind) && !reversed.has(one.id) && (
                      <Reversal
                        path={`/donations/${encodeURIComponent(donationId)}/transactions/${one.id}/reversal`}
                      />
                    )}
                  </Group>
                </Paper>
              );
            })}
            <More of={found} variant="subtle" />
          </Stack>
        )
      }
    </Loaded>
  );
}

/** The money of a gift: where it is, what it did, what can be done with it. */
export default function GiftLedger({ thing, zone }: PanelProps) {
  const { t, i18n } = useTranslation(['pools', 'common']);
  const format = useFormat(zone);
  const path = `/donations/${encodeURIComponent(thing.id)}`;
  const found = useRead<DonationStatement>(`${path}/statement`, { lang: i18n.language });
  return (
    <Loaded of={found}>
      {(statement) => (
        <Stack>
          <Where statement={statement} />
          <Group gap="xs">
            <Spend lines={setAsideOf(statement, titleOf(thing))} of="gift" />
            <GiftActions donationId={thing.id} statement={statement} zone={zone} />
          </Group>
          <Paper withBorder p="md">
            <Group justify="space-between" mb="xs">
              <Title order={2} size="h4">
                {t('ledger.did')}
              </Title>
              <Button
                variant="subtle"
                size="sm"
                leftSection={<IconDownload size={16} />}
                onClick={() =>
                  void download(`${path}/statement.csv`, `${thing.id}.csv`, { lang: i18n.language }).catch(
                    tellProblem,
                  )
                }
              >
                {t('common:action.csv')}
              </Button>
            </Group>
            <Text size="sm" mb="sm" style={{ whiteSpace: 'pre-line' }}>
              {statement.text}
            </Text>
            {statement.activities.length > 0 && (
              <SmallTable
                label={t('ledger.did')}
                head={[
                  t('ledger.activity'),
                  t('ledger.reservedFen'),
                  t('ledger.spentFen'),
                  t('ledger.attended'),
                ]}
                rows={statement.activities.map((one) => [
                  one.title ?? one.activityId,
                  format.money(one.reservedFen + one.plannedFen),
                  format.money(one.spentFen),
                  format.number(one.attended),
                ])}
              />
            )}
          </Paper>
          <Title order={2} size="h4">
            {t('ledger.journal')}
          </Title>
          <Journal donationId={thing.id} zone={zone} />
        </Stack>
      )}
    </Loaded>
  );
}

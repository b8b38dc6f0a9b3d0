import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type DonationStatement } from '@heli/contracts';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange } from '~/api';
import { useWho } from '~/app/who';
import { ProblemAlert, tell, useFormat } from '~/ui';
import { Faults, MomentField, MoneyField, PoolField, TextField, without } from '~/ui/fields';

type FieldKey = 'amountFen' | 'reference' | 'receivedAt' | 'activityId' | 'budgetLineId';

interface ActionSpec {
  readonly key: 'receipts' | 'reservations' | 'releases' | 'reports' | 'returns';
  readonly fields: readonly FieldKey[];
  readonly required: readonly FieldKey[];
  /** Only those who decide. */
  readonly deciders?: boolean;
}

const ACTIONS: readonly ActionSpec[] = [
  { key: 'receipts', fields: ['amountFen', 'reference', 'receivedAt'], required: ['amountFen', 'reference'] },
  {
    key: 'reservations',
    fields: ['activityId', 'budgetLineId', 'amountFen'],
    required: ['activityId', 'budgetLineId', 'amountFen'],
  },
  {
    key: 'releases',
    fields: ['activityId', 'budgetLineId', 'amountFen'],
    required: ['activityId', 'budgetLineId'],
  },
  { key: 'reports', fields: ['reference'], required: [] },
  { key: 'returns', fields: ['amountFen', 'reference'], required: ['reference'], deciders: true },
];

type Draft = Readonly<Partial<Record<FieldKey, string | number>>>;

function Action({
  spec,
  donationId,
  zone,
  onClose,
}: {
  readonly spec: ActionSpec;
  readonly donationId: string;
  readonly zone: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['pools', 'common']);
  const [draft, setDraft] = useState<Draft>({});
  const change = useChange(
    () => call(`/donations/${encodeURIComponent(donationId)}/${spec.key}`, { method: 'POST', body: draft }),
    ['/donations', '/history', '/expenses'],
    () => {
      tell(t('common:state.saved'));
      onClose();
    },
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(undefined);
  };
  const text = (key: FieldKey) => ({
    label: t(`gift.${key}`),
    pointer: `/${key}`,
    required: spec.required.includes(key),
    value: typeof draft[key] === 'string' ? draft[key] : undefined,
    onChange: (value: string | undefined) => {
      const rest = without(draft, key);
      setDraft(value === undefined ? rest : { ...rest, [key]: value });
    },
  });
  const field = (key: FieldKey) => {
    if (key === 'activityId') return <PoolField key={key} path="/activities" {...text(key)} />;
    if (key === 'receivedAt')
      return <MomentField key={key} zone={zone} {...text(key)} hint={t('gift.receivedAtHint')} />;
    if (key !== 'amountFen')
      return (
        <TextField
          key={key}
          {...text(key)}
          hint={key === 'budgetLineId' ? t('gift.budgetLineHint') : undefined}
        />
      );
    return (
      <MoneyField
        key={key}
        {...text(key)}
        hint={spec.required.includes(key) ? undefined : t('gift.allHint')}
        value={typeof draft[key] === 'number' ? draft[key] : undefined}
        onChange={(amount) => {
          const rest = without(draft, 'amountFen');
          setDraft(amount === undefined ? rest : { ...rest, amountFen: amount });
        }}
      />
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          {t(`gift.text.${spec.key}`)}
        </Text>
        {change.error !== null && <ProblemAlert error={change.error} />}
        <Faults of={change.error}>{spec.fields.map(field)}</Faults>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('common:action.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What can be booked about a gift now. */
export function GiftActions({
  donationId,
  statement,
  zone,
}: {
  readonly donationId: string;
  readonly statement: DonationStatement;
  readonly zone: string;
}) {
  const { t } = useTranslation(['pools', 'common']);
  const who = useWho();
  const format = useFormat();
  const [opened, setOpened] = useState<ActionSpec | null>(null);
  if (!who.is('admin', 'council', 'coordinator')) return null;
  const sense: Readonly<Record<ActionSpec['key'], boolean>> = {
    receipts: statement.awaitedFen > 0,
    reservations: statement.availableFen + statement.awaitedFen > 0,
    releases: statement.reservedFen + statement.plannedFen > 0,
    reports: statement.spentFen > statement.reportedFen,
    returns: statement.availableFen + statement.expiredFen > 0,
  };
  const shown = ACTIONS.filter(
    ({ key, deciders }) => sense[key] && (deciders !== true || who.is('admin', 'council')),
  );
  if (shown.length === 0) return null;
  return (
    <Group gap="xs">
      {shown.map((spec) => (
        <Button key={spec.key} variant="light" onClick={() => setOpened(spec)}>
          {t(`gift.${spec.key}`)}
        </Button>
      ))}
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title={opened === null ? '' : t(`gift.${opened.key}`)}
        centered
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        <Text size="sm" mb="sm">
          {t('gift.left', {
            available: format.money(statement.availableFen),
            awaited: format.money(statement.awaitedFen),
          })}
        </Text>
        {opened !== null && (
          <Action spec={opened} donationId={donationId} zone={zone} onClose={() => setOpened(null)} />
        )}
      </Modal>
    </Group>
  );
}

/** Takes back what was booked wrongly, with a reason. */
export function Reversal({ path, label }: { readonly path: string; readonly label?: string }) {
  const { t } = useTranslation(['pools', 'common']);
  return <WithReason path={path} label={label ?? t('gift.reverse')} title={t('gift.reverseTitle')} />;
}

/** A step that needs a reason, e.g. a refusal. */
export function WithReason({
  path,
  label,
  title,
}: {
  readonly path: string;
  readonly label: string;
  readonly title: string;
}) {
  const { t } = useTranslation(['pools', 'common']);
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState<string>();
  const change = useChange(
    () => call(path, { method: 'POST', body: { reason } }),
    ['/donations', '/expenses', '/history'],
    () => {
      tell(t('common:state.done'));
      setOpened(false);
    },
  );
  return (
    <>
      <Button variant="subtle" color="cinnabar" size="sm" onClick={() => setOpened(true)}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={title}
        centered
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate(undefined);
          }}
        >
          <Stack>
            {change.error !== null && <ProblemAlert error={change.error} />}
            <Faults of={change.error}>
              <TextField
                label={t('gift.reason')}
                pointer="/reason"
                value={reason}
                onChange={setReason}
                required
              />
            </Faults>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpened(false)}>
                {t('common:action.cancel')}
              </Button>
              <Button type="submit" color="cinnabar" loading={change.isPending}>
                {label}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

import { type DonationStatement, type ExpenseView } from '@heli/contracts';
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconReceipt } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange } from '~/api';
import { STAFF, useWho } from '~/app/who';
import { Faults, MoneyField, TextField } from '../fields';
import { useFormat } from '../format';
import { ProblemAlert } from '../states';
import { tell } from '../tell';

/** Money of a gift that is set aside for a line of an activity's budget. */
export interface SetAside {
  readonly donationId: string;
  readonly gift: string;
  readonly activityId: string;
  readonly activity: string;
  readonly budgetLineId: string;
  readonly purpose: string;
  readonly reservedFen: number;
}

/** All of a gift that is set aside and was not spent; `only`: of this activity. */
export function setAsideOf(
  { donationId, activities }: DonationStatement,
  gift: string,
  only?: string,
): SetAside[] {
  return activities
    .filter(({ activityId }) => only === undefined || activityId === only)
    .flatMap(({ activityId, title, lines }) =>
      lines
        .filter(({ reservedFen }) => reservedFen > 0)
        .map(({ budgetLineId, purpose, reservedFen }) => ({
          ...{ donationId, gift, activityId, budgetLineId, reservedFen },
          activity: title ?? activityId,
          purpose: purpose ?? budgetLineId,
        })),
    );
}

interface Draft {
  readonly from: string | null;
  readonly amountFen?: number | undefined;
  readonly voucherNumber?: string | undefined;
  readonly description?: string | undefined;
}

/** Enters what was bought; what is more than one person may spend alone waits for a second one. */
export function Spend({
  lines,
  of,
}: {
  readonly lines: readonly SetAside[];
  /** What is known anyway where it stands: lines are told by the other. */
  readonly of: 'activity' | 'gift';
}) {
  const { t } = useTranslation('money');
  const who = useWho();
  const [opened, { open, close }] = useDisclosure(false);
  if (!who.is(...STAFF) || lines.length === 0) return null;
  return (
    <>
      <Button leftSection={<IconReceipt size={18} aria-hidden />} onClick={open}>
        {t('spend.button')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('spend.title')}
        centered
        closeButtonProps={{ 'aria-label': t('spend.close') }}
      >
        {opened && <SpendForm lines={lines} of={of} onClose={close} />}
      </Modal>
    </>
  );
}

const keyOf = ({ donationId, activityId, budgetLineId }: SetAside): string =>
  JSON.stringify([donationId, activityId, budgetLineId]);

function SpendForm({
  lines,
  of,
  onClose,
}: {
  readonly lines: readonly SetAside[];
  readonly of: 'activity' | 'gift';
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['money', 'answers', 'common']);
  const format = useFormat();
  const [only] = lines.length === 1 ? lines : [];
  const [draft, setDraft] = useState<Draft>({ from: only === undefined ? null : keyOf(only) });
  const line = lines.find((one) => keyOf(one) === draft.from);
  const spend = useChange<SetAside, ExpenseView>(
    ({ donationId, activityId, budgetLineId }) =>
      call(`/activities/${encodeURIComponent(activityId)}/expenses`, {
        method: 'POST',
        body: {
          ...{ donationId, budgetLineId, amountFen: draft.amountFen },
          ...{ voucherNumber: draft.voucherNumber, description: draft.description },
        },
      }),
    ['/expenses', '/donations', '/history'],
    ({ state }) => {
      tell(t(state === 'requested' ? 'spend.waits' : 'spend.done'));
      onClose();
    },
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (line !== undefined) spend.mutate(line);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Select
          label={t('spend.from')}
          placeholder={t('spend.choose')}
          required
          searchable
          allowDeselect={false}
          data={lines.map((one) => ({
            value: keyOf(one),
            label: t('spend.line', {
              name: of === 'activity' ? one.gift : one.activity,
              purpose: t(`answers:purpose.${one.purpose}`, one.purpose),
              money: format.money(one.reservedFen),
            }),
          }))}
          value={draft.from}
          onChange={(from) => setDraft({ ...draft, from })}
        />
        {spend.error !== null && <ProblemAlert error={spend.error} />}
        <Faults of={spend.error}>
          <MoneyField
            label={t('spend.amount')}
            pointer="/amountFen"
            required
            hint={line === undefined ? undefined : t('spend.most', { money: format.money(line.reservedFen) })}
            value={draft.amountFen}
            onChange={(amountFen) => setDraft({ ...draft, amountFen })}
          />
          <TextField
            label={t('spend.voucher')}
            pointer="/voucherNumber"
            required
            value={draft.voucherNumber}
            onChange={(voucherNumber) => setDraft({ ...draft, voucherNumber })}
          />
          <TextField
            label={t('spend.what')}
            pointer="/description"
            required
            hint={t('spend.whatHint')}
            value={draft.description}
            onChange={(description) => setDraft({ ...draft, description })}
          />
        </Faults>
        <Text size="xs" c="dimmed">
          {t('spend.second')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={spend.isPending} disabled={line === undefined}>
            {t('spend.go')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

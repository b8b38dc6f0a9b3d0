import { Button, Group, Select, TextInput } from '@mantine/core';
import { type AvailabilityStatus, type AvailabilityWindow } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_ZONE, zonedInstant } from '../../ui';

const STATUSES = [
  'unavailable',
  'available',
  'preferred',
  'avoid',
] as const satisfies readonly AvailabilityStatus[];
type Dated = Extract<AvailabilityWindow, { type: 'dated' }>;

/** A single day, or part of it, that differs from the usual week. */
export function AddDated({ onAdd }: { readonly onAdd: (window: Dated) => void }) {
  const { t } = useTranslation(['volunteer', 'duty', 'common']);
  const [date, setDate] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [status, setStatus] = useState<AvailabilityStatus>('unavailable');
  const start = from === '' ? '00:00' : from;
  const end = to === '' ? '24:00' : to;
  const fits = date !== '' && start < end;
  return (
    <Group mt="sm" align="flex-end" gap="xs">
      <TextInput
        type="date"
        label={t('free.date')}
        value={date}
        onChange={({ currentTarget }) => setDate(currentTarget.value)}
      />
      <TextInput
        type="time"
        label={t('free.from')}
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
      />
      <TextInput
        type="time"
        label={t('free.to')}
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
        error={date !== '' && !fits}
      />
      <Select
        label={t('free.status')}
        data={STATUSES.map((value) => ({ value, label: t(`duty:brush.${value}`) }))}
        value={status}
        onChange={(value) => setStatus(STATUSES.find((one) => one === value) ?? 'unavailable')}
        allowDeselect={false}
        w={130}
      />
      <Button
        variant="light"
        disabled={!fits}
        onClick={() => {
          onAdd({
            type: 'dated',
            start: zonedInstant(date, start, DEFAULT_ZONE),
            end: zonedInstant(date, end, DEFAULT_ZONE),
            status,
          });
          setDate('');
        }}
      >
        {t('common:action.add')}
      </Button>
    </Group>
  );
}

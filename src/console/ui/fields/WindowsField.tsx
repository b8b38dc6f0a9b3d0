import {
  Autocomplete,
  Box,
  Chip,
  Group,
  Paper,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { type AvailabilityStatus, type AvailabilityWindow } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldProps, useFault } from './faults';
import { AddRow, RemoveRow } from './rows';
import { clockOf, type DatedWindow, WEEKDAYS, type WeeklyWindow } from './week';
import { WeekGrid } from './WeekGrid';
import { without } from './without';
import { instantOf, localOf } from './zone';

const HALF_HOURS = Array.from(
  { length: 49 },
  (_, half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`,
);

type Meaning = 'availability' | 'opening';
const STATUSES: Readonly<Record<Meaning, readonly AvailabilityStatus[]>> = {
  availability: ['available', 'preferred', 'avoid', 'unavailable'],
  opening: ['available', 'unavailable'],
};

interface PartProps<W> {
  readonly window: W;
  readonly pointer: string;
  readonly meaning: Meaning;
  readonly zone: string;
  readonly onChange: (window: W) => void;
}

/** A clock time, chosen by half hours or typed: `9`, `0930`. */
function ClockField({ label, value, onChange, pointer }: FieldProps<string>) {
  const [typed, setTyped] = useState(value ?? '');
  const { t } = useTranslation('fields');
  const wrong = clockOf(typed) === null;
  const fault = useFault(pointer);
  return (
    <Autocomplete
      label={label}
      data={HALF_HOURS}
      filter={({ options, search }) =>
        search.length === 5
          ? options
          : options.filter((one) => 'value' in one && one.value.startsWith(search))
      }
      value={typed}
      onChange={(text) => {
        setTyped(text);
        const clock = clockOf(text);
        if (clock !== null && text.length >= 4) onChange(clock);
      }}
      onBlur={() => {
        const clock = clockOf(typed);
        if (clock === null) return;
        setTyped(clock);
        onChange(clock);
      }}
      error={wrong ? t('clock') : fault}
      maxDropdownHeight={220}
      w={92}
      inputMode="numeric"
    />
  );
}

function StatusSelect({
  window,
  meaning,
  onChange,
}: Pick<PartProps<AvailabilityWindow>, 'window' | 'meaning' | 'onChange'>) {
  const { t } = useTranslation('fields');
  // What somebody set elsewhere stays choosable.
  const statuses = [...new Set([...STATUSES[meaning], window.status])];
  return (
    <Select
      label={t('window.status')}
      data={statuses.map((status) => ({ value: status, label: t(`${meaning}.${status}`) }))}
      value={window.status}
      onChange={(status) => {
        const found = statuses.find((one) => one === status);
        if (found !== undefined) onChange({ ...window, status: found });
      }}
      allowDeselect={false}
      w={124}
    />
  );
}

function WeeklyPart({ window, pointer, meaning, onChange }: PartProps<WeeklyWindow>) {
  const { t } = useTranslation('fields');
  const fault = useFault(`${pointer}/weekdays`, true);
  const untilFault = useFault(`${pointer}/validUntil`);
  const way = window.days ?? 'weekdays';
  const setWay = (next: string) => {
    const rest = without(window, 'days', 'weekdays');
    if (next === 'workdays' || next === 'rest-days') onChange({ ...rest, days: next });
    else onChange({ ...rest, weekdays: [] });
  };
  const bound = (key: 'validFrom' | 'validUntil', date: string) => {
    const rest = without(window, key);
    onChange(date === '' ? rest : { ...rest, [key]: date });
  };
  return (
    <Stack gap="xs" miw={0} flex={1}>
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label={t('window.days')}
          size="sm"
          data={['weekdays', 'workdays', 'rest-days'].map((value) => ({
            value,
            label: t(`window.${value}`),
          }))}
          value={way}
          onChange={setWay}
        />
        {way === 'weekdays' && (
          <Box>
            <Chip.Group
              multiple
              value={(window.weekdays ?? []).map(String)}
              onChange={(days) => onChange({ ...window, weekdays: days.map(Number).sort((a, b) => a - b) })}
            >
              <Group gap={4} role="group" aria-label={t('window.days')}>
                {WEEKDAYS.map((weekday) => (
                  <Chip key={weekday} value={String(weekday)} size="sm" radius="md">
                    {t(`weekday.${weekday}`)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Box>
        )}
      </Group>
      {fault !== undefined && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {fault}
        </Text>
      )}
      <Group gap="sm" align="flex-start">
        <ClockField
          label={t('window.from')}
          value={window.from}
          pointer={`${pointer}/from`}
          onChange={(from) => onChange({ ...window, from: from ?? window.from })}
        />
        <ClockField
          label={t('window.to')}
          value={window.to}
          pointer={`${pointer}/to`}
          onChange={(to) => onChange({ ...window, to: to ?? window.to })}
        />
        <StatusSelect
          window={window}
          meaning={meaning}
          onChange={({ status }) => onChange({ ...window, status })}
        />
        <TextInput
          type="date"
          label={t('window.validFrom')}
          w={138}
          value={window.validFrom ?? ''}
          onChange={({ currentTarget }) => bound('validFrom', currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('window.validUntil')}
          w={138}
          value={window.validUntil ?? ''}
          error={untilFault}
          onChange={({ currentTarget }) => bound('validUntil', currentTarget.value)}
        />
      </Group>
    </Stack>
  );
}

function DatedPart({ window, pointer, meaning, zone, onChange }: PartProps<DatedWindow>) {
  const { t } = useTranslation('fields');
  const faults = { start: useFault(`${pointer}/start`), end: useFault(`${pointer}/end`) };
  const side = (key: 'start' | 'end', local: string) => {
    const instant = instantOf(local, zone);
    if (instant !== null) onChange({ ...window, [key]: instant });
  };
  return (
    <Group gap="sm" align="flex-start" miw={0} flex={1}>
      {(['start', 'end'] as const).map((key) => (
        <TextInput
          key={key}
          type="datetime-local"
          label={t(`window.${key}`)}
          value={localOf(window[key], zone)}
          error={faults[key]}
          onChange={({ currentTarget }) => side(key, currentTarget.value)}
        />
      ))}
      <StatusSelect
        window={window}
        meaning={meaning}
        onChange={({ status }) => onChange({ ...window, status })}
      />
    </Group>
  );
}

interface Props extends FieldProps<readonly AvailabilityWindow[]> {
  readonly meaning: Meaning;
  readonly zone: string;
}

const tomorrow = (zone: string, clock: string): string =>
  instantOf(
    `${localOf(new Date(Date.now() + 86_400_000).toISOString(), zone).slice(0, 10)}T${clock}`,
    zone,
  ) ?? '';

/** Times that repeat every week and times of certain days, with the week that they make. */
export function WindowsField({ label, value = [], onChange, pointer, meaning, zone }: Props) {
  const { t } = useTranslation('fields');
  const fault = useFault(pointer);
  const replace = (place: number, next: AvailabilityWindow) =>
    onChange(value.map((one, index) => (index === place ? next : one)));
  const places = value.map((window, place) => ({ window, place }));
  const parts = (['weekly', 'dated'] as const).map((type) => ({
    type,
    here: places.filter(({ window }) => window.type === type),
  }));
  const add = (type: 'weekly' | 'dated') =>
    onChange([
      ...value,
      type === 'weekly'
        ? { type, weekdays: [], from: '09:00', to: '17:00', status: 'available' }
        : { type, start: tomorrow(zone, '09:00'), end: tomorrow(zone, '17:00'), status: 'unavailable' },
    ]);
  return (
    <Group align="flex-start" gap="xl" wrap="wrap">
      <Stack gap="md" flex="1 1 320px" miw={0} role="group" aria-label={label}>
        {fault !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {fault}
          </Text>
        )}
        {parts.map(({ type, here }) => (
          <Stack key={type} gap="xs">
            <Text fw={600} size="sm">
              {t(`${meaning}.${type}`)}
            </Text>
            {here.length === 0 && (
              <Text size="sm" c="dimmed">
                {t(`${meaning}.none.${type}`)}
              </Text>
            )}
            {here.map(({ window, place }) => (
              // Rows have no id of their own; the number of windows tells when places shift.
              <Paper key={`${value.length}-${place}`} withBorder p="sm">
                <Group wrap="nowrap" align="flex-start" justify="space-between">
                  {window.type === 'weekly' ? (
                    <WeeklyPart
                      window={window}
                      pointer={`${pointer}/${place}`}
                      meaning={meaning}
                      zone={zone}
                      onChange={(next) => replace(place, next)}
                    />
                  ) : (
                    <DatedPart
                      window={window}
                      pointer={`${pointer}/${place}`}
                      meaning={meaning}
                      zone={zone}
                      onChange={(next) => replace(place, next)}
                    />
                  )}
                  <RemoveRow
                    label={t('window.remove')}
                    onClick={() => onChange(value.filter((_, index) => index !== place))}
                  />
                </Group>
              </Paper>
            ))}
            <AddRow label={t(`${meaning}.add.${type}`)} onClick={() => add(type)} />
          </Stack>
        ))}
      </Stack>
      <Box flex="0 1 370px" w="100%">
        <Text fw={600} size="sm" mb="xs">
          {t('week.title')}
        </Text>
        <WeekGrid windows={value} meaning={meaning} />
      </Box>
    </Group>
  );
}

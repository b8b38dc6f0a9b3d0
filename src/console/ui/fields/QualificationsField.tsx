import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FieldProps } from './faults';
import { PoolField } from './PoolField';
import { AddRow, RemoveRow } from './rows';
import { DateField } from './simple';

export interface Qualification {
  readonly skillId: string;
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
}

const SOON_DAYS = 60;
const dayAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Whether a proof counts today, and for how much longer. */
export function ProofBadge({ of }: { readonly of: Qualification }) {
  const { t } = useTranslation('fields');
  const today = dayAfter(0);
  const state =
    of.validUntil !== undefined && of.validUntil < today
      ? 'ended'
      : of.validFrom !== undefined && of.validFrom > today
        ? 'later'
        : of.validUntil !== undefined && of.validUntil < dayAfter(SOON_DAYS)
          ? 'soon'
          : 'valid';
  const colors = { ended: 'cinnabar', later: 'gray', soon: 'amber', valid: 'jade' } as const;
  return (
    <Badge variant="light" color={colors[state]} tt="none">
      {t(`proof.${state}`)}
    </Badge>
  );
}

/** Skills that were proved, from and until when. */
export function QualificationsField({
  label,
  value = [],
  onChange,
  pointer,
}: FieldProps<readonly Qualification[]>) {
  const { t } = useTranslation('fields');
  const replace = (place: number, next: Qualification) =>
    onChange(value.map((one, index) => (index === place ? next : one)));
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <Text fw={600} size="sm">
        {label}
      </Text>
      {value.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('proof.none')}
        </Text>
      )}
      {value.map((proof, place) => (
        <Paper key={`${value.length}-${place}`} withBorder p="sm">
          <Group align="flex-end" gap="sm">
            <PoolField
              path="/skills"
              label={t('proof.skill')}
              value={proof.skillId}
              clearable={false}
              pointer={`${pointer}/${place}/skillId`}
              onChange={(skillId) => replace(place, { ...proof, skillId: skillId ?? '' })}
            />
            {(['validFrom', 'validUntil'] as const).map((key) => (
              <DateField
                key={key}
                label={t(`proof.${key}`)}
                value={proof[key]}
                pointer={`${pointer}/${place}/${key}`}
                onChange={(date) => replace(place, { ...proof, [key]: date })}
              />
            ))}
            <ProofBadge of={proof} />
            <RemoveRow
              label={t('proof.remove')}
              onClick={() => onChange(value.filter((_, index) => index !== place))}
            />
          </Group>
        </Paper>
      ))}
      <AddRow label={t('proof.add')} onClick={() => onChange([...value, { skillId: '' }])} />
    </Stack>
  );
}

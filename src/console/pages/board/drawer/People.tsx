import {
  type DutyState,
  type DutyView,
  type PlanView,
  type SeasonRead,
  type VolunteerRead,
} from '@heli/contracts';
import { Badge, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAll, useByIds } from '~/api';
import { KIND_COLORS } from '~/app/theme';
import { Hint, ProblemAlert } from '~/ui';
import { type Entry, type RoleFill } from '../model';
import { Section } from './Section';

const COLORS: Readonly<Record<DutyState, string>> = {
  offered: 'amber',
  accepted: 'jade',
  declined: 'cinnabar',
  expired: 'cinnabar',
  withdrawn: 'gray',
  'checked-in': 'jade',
  'no-show': 'cinnabar',
  excused: 'gray',
  confirmed: 'jade',
};

interface Served {
  readonly volunteerId: string;
  readonly state: DutyState | null;
}

/** Who is in a role: by what was answered where the plan is lived by, else as the plan says. */
function servedIn(fill: RoleFill, duties: readonly DutyView[] | null): Served[] {
  if (duties === null) return fill.people.map((volunteerId) => ({ volunteerId, state: null }));
  return duties
    .filter(({ roleId }) => roleId === fill.role.id)
    .map(({ volunteerId, state }) => ({ volunteerId, state }));
}

export function People({
  season,
  entry,
  plan,
}: {
  readonly season: SeasonRead;
  readonly entry: Entry;
  readonly plan: PlanView | null;
}) {
  const { t } = useTranslation(['board', 'common']);
  const lived = plan?.state === 'published';
  const asked = useAll<DutyView>(lived ? '/duties' : null, {
    seasonId: season.id,
    activityId: entry.activity.id,
  });
  const duties = lived ? (asked.data ?? []) : null;
  const people = useByIds<VolunteerRead>('/volunteers', [
    ...entry.roles.flatMap((fill) => fill.people),
    ...(duties ?? []).map(({ volunteerId }) => volunteerId),
  ]);
  if (entry.roles.length === 0) return null;
  return (
    <Section title={t('drawer.people')}>
      {asked.error !== null && <ProblemAlert error={asked.error} />}
      <Stack gap="xs">
        {entry.roles.map((fill) => {
          const { role } = fill;
          const served = servedIn(fill, duties);
          const missing = Math.max(0, role.target - fill.filled);
          return (
            <Paper key={role.id} withBorder p="xs" radius="md">
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Group gap={6}>
                  <Text size="sm" fw={600}>
                    {role.name ?? role.id}
                  </Text>
                  {role.leader && (
                    <Badge size="xs" tt="none" variant="outline">
                      {t('drawer.leader')}
                    </Badge>
                  )}
                  <Hint label={t('drawer.numbers')}>
                    {t('drawer.numbersOf', {
                      min: role.min,
                      target: role.target,
                      max: role.max ?? role.target,
                    })}
                  </Hint>
                </Group>
                {entry.standing === 'held' && (
                  <Group gap={8} wrap="nowrap">
                    {missing > 0 && (
                      <Badge
                        tt="none"
                        size="sm"
                        color="cinnabar"
                        variant={fill.filled < role.min ? 'filled' : 'light'}
                      >
                        {t('missing', { count: missing })}
                      </Badge>
                    )}
                    <Text size="sm" ff="monospace">
                      {fill.filled}/{role.target}
                    </Text>
                  </Group>
                )}
              </Group>
              {entry.standing === 'held' && role.target > 0 && (
                <Progress.Root size={4} mt={6} aria-hidden>
                  <Progress.Section
                    value={Math.min(100, (100 * fill.filled) / role.target)}
                    color={KIND_COLORS[entry.activity.kind]}
                  />
                </Progress.Root>
              )}
              {served.length > 0 && (
                <Group gap={6} mt={8} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
                  {served.map(({ volunteerId, state }) => (
                    <Badge
                      component="li"
                      key={`${volunteerId} ${state ?? ''}`}
                      tt="none"
                      fw={500}
                      variant="light"
                      color={state === null ? 'gray' : COLORS[state]}
                    >
                      {people.data?.get(volunteerId)?.name ?? volunteerId}
                      {state === null ? '' : ` · ${t(`duty.${state}`)}`}
                    </Badge>
                  ))}
                </Group>
              )}
            </Paper>
          );
        })}
      </Stack>
    </Section>
  );
}

import { type PlanView, type SeasonRead } from '@heli/contracts';
import { Anchor, Divider, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { KindBadge, useFormat } from '~/ui';
import { useNames } from '~/ui/answers/useNames';
import { Candidates } from './Candidates';
import { Funnel } from './Funnel';
import { type Gap, SINCE } from './model';
import { Repairs } from './Repairs';

/** One gap: where it comes from, what would mend it, and who could step in. */
export function Detail({
  gap,
  season,
  plan,
}: {
  readonly gap: Gap;
  readonly season: SeasonRead;
  readonly plan: PlanView;
}) {
  const { t } = useTranslation(['open', 'answers']);
  const names = useNames(season.id);
  const format = useFormat(names.zoneOf(gap.activity.id));
  const role = gap.activity.roles.find(({ id }) => id === gap.roleId);
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="lg">
        <div>
          <Group gap="xs" mb={4}>
            <KindBadge kind={gap.activity.kind} />
            <Text size="sm" c="dimmed">
              {format.dateTime(new Date(gap.start).toISOString())} ·{' '}
              {names.community(gap.activity.communityId)}
            </Text>
          </Group>
          <Title order={2} size="h4">
            {gap.held
              ? t('lacksOf', {
                  activity: gap.activity.title,
                  role: names.role(gap.activity.id, gap.roleId ?? ''),
                  count: gap.missing,
                })
              : t('notHeldOf', { activity: gap.activity.title })}
          </Title>
          {role !== undefined && (
            <Text size="sm" c="dimmed">
              {t('asks', {
                target: role.target,
                min: role.min,
                skills:
                  role.skillIds.length === 0
                    ? t('answers:noSkill')
                    : role.skillIds.map((id) => names.skill(id)).join(t('answers:comma')),
              })}
            </Text>
          )}
          <Anchor
            component={Link}
            size="sm"
            to={`/seasons/${encodeURIComponent(season.id)}/board?${new URLSearchParams({ plan: plan.id, activity: gap.activity.id, date: format.localDate(new Date(gap.start).toISOString()) }).toString()}`}
          >
            {t('onBoard')}
          </Anchor>
        </div>
        {gap.funnel.length > 0 && (
          <Stack gap="xs" component="section">
            <Title order={3} size="h5">
              {t('funnel.title')}
            </Title>
            <Funnel gap={gap} />
          </Stack>
        )}
        {gap.bottleneck === SINCE && <Text size="sm">{t('sinceText')}</Text>}
        {gap.bottleneck !== SINCE && (
          <>
            <Divider />
            <Repairs gap={gap} season={season} plan={plan} />
          </>
        )}
        {gap.held && gap.roleId !== null && (
          <>
            <Divider />
            <Candidates gap={gap} roleId={gap.roleId} season={season} plan={plan} />
          </>
        )}
      </Stack>
    </Paper>
  );
}

import { type OneMore, type PlanView, type Scarce, type SeasonRead } from '@heli/contracts';
import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconBox, IconBuilding, IconCoin, IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePlanAnswer, useQuestion } from '~/api';
import { Empty, Loading, ProblemAlert, useFormat } from '~/ui';
import { TierLine, useTierValue } from '~/ui/answers/TierTable';
import { type Names, useNames } from '~/ui/answers/useNames';
import { Longer } from './Longer';
import { poolOf } from './pools';

const LONG_MS = 180_000;

const ICONS: Readonly<Record<OneMore['unit'], typeof IconCoin>> = {
  person: IconUserPlus,
  'venue-slot': IconBuilding,
  money: IconCoin,
  equipment: IconBox,
  group: IconUsersGroup,
};

function useWhat(names: Names): (what: OneMore) => { readonly title: string; readonly detail: string } {
  const { t } = useTranslation(['open', 'answers']);
  const format = useFormat();
  const list = (items: readonly string[]) => items.join(t('answers:comma'));
  return (what) => {
    switch (what.unit) {
      case 'person':
        return {
          title: t('more.person', {
            skills:
              what.skillIds.length === 0
                ? t('answers:noSkill')
                : list(what.skillIds.map((id) => names.skill(id))),
          }),
          detail: [
            names.community(what.communityId),
            t('answers:weekly', {
              weekdays: list(what.weekdays.map((day) => t(`answers:weekday.${day}`))),
              from: what.from,
              to: what.to,
            }),
          ].join(' · '),
        };
      case 'venue-slot':
        return { title: names.venue(what.venueId), detail: format.span(what.start, what.end) };
      case 'money':
        return {
          title: format.money(what.amountFen),
          detail: [
            names.community(what.communityId),
            what.purposes.length === 0
              ? t('answers:anyPurpose')
              : list(what.purposes.map((one) => t(`answers:purpose.${one}`, one))),
          ].join(' · '),
        };
      case 'equipment':
        return {
          title: t('more.equipment', { type: what.type, count: what.quantity }),
          detail: names.community(what.communityId),
        };
      case 'group':
        return {
          title: t('more.group', { tags: what.tags.length === 0 ? '' : list(what.tags) }),
          detail: [names.community(what.communityId), format.span(what.start, what.end)].join(' · '),
        };
    }
  };
}

function ScarceCard({
  scarce,
  rank,
  names,
}: {
  readonly scarce: Scarce;
  readonly rank: number;
  readonly names: Names;
}) {
  const { t } = useTranslation(['open', 'answers']);
  const format = useFormat();
  const valueOf = useTierValue();
  const what = useWhat(names)(scarce.what);
  const Icon = ICONS[scarce.what.unit];
  const pool = poolOf(scarce.change);
  return (
    <Paper withBorder p="md" radius="md" component="li">
      <Group align="flex-start" wrap="nowrap" gap="sm">
        <ThemeIcon variant="light" size={40} radius="md" aria-hidden>
          <Icon size={22} />
        </ThemeIcon>
        <Stack gap={6} flex={1}>
          <div>
            <Text fw={650}>
              {rank}. {what.title}
            </Text>
            <Text size="sm" c="dimmed">
              {what.detail}
            </Text>
          </div>
          <Group gap={6}>
            {scarce.activities !== 0 && (
              <Badge tt="none" color="jade">
                {t('more.activities', { count: scarce.activities })}
              </Badge>
            )}
            {scarce.places !== 0 && (
              <Badge tt="none" color="jade" variant="light">
                {t('more.places', { count: scarce.places })}
              </Badge>
            )}
            {scarce.fenPerActivity !== null && (
              <Badge tt="none" color="gray" variant="light">
                {t('more.perActivity', { amount: format.money(scarce.fenPerActivity) })}
              </Badge>
            )}
          </Group>
          <TierLine tiers={scarce.tiers} />
          {scarce.atMost.length > 0 && (
            <Text size="xs" c="dimmed">
              {t('more.atMost', {
                aims: scarce.atMost
                  .map(({ tier, points }) => `${t(`answers:tier.${tier}`)} ${valueOf(tier, points)}`)
                  .join(t('answers:comma')),
              })}
            </Text>
          )}
          {pool !== null && (
            <Group>
              <Button component={Link} to={pool} size="compact-sm" variant="light">
                {t('repair.pool')}
              </Button>
            </Group>
          )}
        </Stack>
      </Group>
    </Paper>
  );
}

/** What one more of would be worth most, confirmed by solving again. */
export function Recruit({ season, plan }: { readonly season: SeasonRead; readonly plan: PlanView }) {
  const { t } = useTranslation('open');
  const [begun, setBegun] = useState(false);
  const names = useNames(season.id);
  const asked = usePlanAnswer<'recruit'>(begun ? `/plans/${encodeURIComponent(plan.id)}/recruitment` : null, {
    max: 3,
  });
  const longer = useQuestion<'recruit'>(plan.id);
  const told = longer.answer ?? asked.data?.answer;
  return (
    <Stack gap="md">
      <Text size="sm" maw={760}>
        {t('recruitLead')}
      </Text>
      {told === undefined && (
        <Group gap="xs">
          <Button
            loading={begun && asked.isFetching}
            onClick={() => (begun ? void asked.refetch() : setBegun(true))}
          >
            {t('recruitNow')}
          </Button>
          {begun && asked.isFetching && (
            <Text size="sm" c="dimmed" role="status">
              {t('recruitWait')}
            </Text>
          )}
        </Group>
      )}
      {begun && asked.isFetching && told === undefined && <Loading rows={5} />}
      {asked.error !== null && told === undefined && <ProblemAlert error={asked.error} />}
      {told !== undefined && (
        <>
          {told.scarce.length === 0 ? (
            <Empty title={t(told.untried > 0 ? 'notAllTried' : 'nothingScarce')}>
              {told.untried > 0
                ? t('notAllTriedHint', { solved: told.solved, untried: told.untried })
                : t('nothingScarceHint')}
            </Empty>
          ) : (
            <SimpleGrid component="ol" cols={{ base: 1, md: 2 }} p={0} m={0} style={{ listStyle: 'none' }}>
              {told.scarce.map((scarce, at) => (
                <ScarceCard key={at} scarce={scarce} rank={at + 1} names={names} />
              ))}
            </SimpleGrid>
          )}
          <Text size="xs" c="dimmed">
            {t('considered', {
              considered: told.considered,
              solved: told.solved,
              worthless: told.worthless,
              untried: told.untried,
            })}
            {told.priced ? '' : t('notPriced')}
          </Text>
        </>
      )}
      <Longer
        of={longer}
        question={{ kind: 'recruit', max: 5, timeMs: LONG_MS }}
        ready={told !== undefined || asked.error !== null}
      />
    </Stack>
  );
}

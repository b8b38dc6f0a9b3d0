import { type Explanation, type PlanView, type Repair, type SeasonRead } from '@heli/contracts';
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePlanAnswer, useQuestion } from '~/api';
import { STAFF, useWho } from '~/app/who';
import { Loading, ProblemAlert, useFormat } from '~/ui';
import { Effect } from '~/ui/answers/Effect';
import { Rules } from '~/ui/answers/Impossible';
import { peopleIn, sayChanges } from '~/ui/answers/sayChanges';
import { TierLine } from '~/ui/answers/TierTable';
import { useNames } from '~/ui/answers/useNames';
import { useSavedReplan } from '~/ui/answers/useSavedReplan';
import { Longer } from './Longer';
import { type Gap } from './model';
import { poolOf } from './pools';

const LONG_MS = 120_000;
const MORE_REPAIRS = 8;

function RepairCard({
  repair,
  gap,
  season,
  plan,
}: {
  readonly repair: Repair;
  readonly gap: Gap;
  readonly season: SeasonRead;
  readonly plan: PlanView;
}) {
  const { t } = useTranslation(['open', 'answers']);
  const { t: says } = useTranslation('answers');
  const who = useWho();
  const names = useNames(season.id, { people: peopleIn(repair.changes) });
  const format = useFormat(names.zoneOf(gap.activity.id));
  const saving = useSavedReplan(season, plan);
  const pool = poolOf(repair.changes[0]);
  return (
    <Paper withBorder p="sm" radius="md" component="article">
      <Stack gap={8}>
        <Group gap={6}>
          {repair.kinds.map((kind) => (
            <Badge key={kind} tt="none" variant="light" color="indigo">
              {t(`answers:repairKind.${kind}`)}
            </Badge>
          ))}
          <Badge tt="none" variant="light" color={repair.free ? 'jade' : 'amber'}>
            {t(repair.free ? 'repair.free' : 'repair.notFree')}
          </Badge>
        </Group>
        <Text fw={600} className="heli-sentence">
          {sayChanges(repair.changes, names, says, format)}
        </Text>
        <Text size="sm">
          {gap.held ? t('repair.fills', { count: repair.fills }) : t('repair.heldThen')}
          {repair.complete && gap.held ? t('repair.complete') : ''}
          {repair.least === null ? '' : t(repair.least.proven ? 'repair.leastProven' : 'repair.least')}
        </Text>
        <TierLine tiers={repair.tiers} />
        {repair.byItself === false && (
          <Text size="xs" c="dimmed">
            {t('repair.onlyDecided')}
          </Text>
        )}
        <Effect of={repair} season={season} saving={saving} mayBeStale>
          {who.is(...STAFF) && (
            <Button
              size="sm"
              loading={saving.isPending}
              onClick={() => saving.mutate([...repair.changes, ...repair.decision])}
            >
              {t('repair.apply')}
            </Button>
          )}
          {pool !== null && (
            <Button component={Link} to={pool} size="sm" variant="light">
              {t('repair.pool')}
            </Button>
          )}
        </Effect>
      </Stack>
    </Paper>
  );
}

function Why({ told, season }: { readonly told: Explanation; readonly season: SeasonRead }) {
  const { t } = useTranslation(['open', 'answers']);
  const names = useNames(season.id);
  const rivals = told.rivals.slice(0, 5).map(({ activityId, volunteerIds, fate }) => {
    const parts = [
      ...(volunteerIds.length > 0 ? [t('common:count.people', { count: volunteerIds.length })] : []),
      ...(fate === null ? [] : [t(`fate.${fate}`)]),
    ];
    return parts.length === 0
      ? names.activity(activityId)
      : t('rival', { activity: names.activity(activityId), more: parts.join(t('answers:comma')) });
  });
  return (
    <>
      {rivals.length > 0 && <Text size="sm">{t('rivals', { list: rivals.join(t('answers:comma')) })}</Text>}
      {told.price !== null && (
        <Stack gap={4}>
          <Text size="sm">{t('price')}</Text>
          <TierLine tiers={told.price} />
        </Stack>
      )}
      {told.because.length > 0 && (
        <Stack gap={4}>
          <Text size="sm">
            {t(
              !told.irreducible
                ? 'perhapsImpossible'
                : told.because.length > 1
                  ? 'impossible'
                  : 'impossibleAlone',
            )}
          </Text>
          <Rules because={told.because} seasonId={season.id} />
        </Stack>
      )}
    </>
  );
}

/** What would mend it, least effort first, each way confirmed by solving again. */
export function Repairs({
  gap,
  season,
  plan,
}: {
  readonly gap: Gap;
  readonly season: SeasonRead;
  readonly plan: PlanView;
}) {
  const { t } = useTranslation(['open', 'answers', 'common']);
  const place = { activityId: gap.activity.id, ...(gap.roleId === null ? {} : { roleId: gap.roleId }) };
  const asked = usePlanAnswer<'explain'>(`/plans/${encodeURIComponent(plan.id)}/repairs`, place);
  const longer = useQuestion<'explain'>(plan.id);
  const told = (longer.answer ?? asked.data?.answer)?.[0];
  return (
    <Stack gap="sm" component="section">
      <Title order={3} size="h5">
        {t('repairs')}
      </Title>
      {asked.error !== null && told === undefined && (
        <ProblemAlert error={asked.error} retry={() => void asked.refetch()} />
      )}
      {asked.isFetching && told === undefined && (
        <>
          <Text size="sm" c="dimmed">
            {t('repairsWait')}
          </Text>
          <Loading rows={4} />
        </>
      )}
      {told !== undefined && (
        <>
          <Why told={told} season={season} />
          {told.repairs.map((repair, at) => (
            <RepairCard key={at} repair={repair} gap={gap} season={season} plan={plan} />
          ))}
          {told.repairs.length === 0 && <Text size="sm">{t('noRepair')}</Text>}
          {told.tried.length > 0 && (
            <Text size="xs" c="dimmed">
              {t('tried', {
                list: told.tried
                  .map(({ kinds, tried, worked }) =>
                    t('triedKind', {
                      kind: kinds.map((kind) => t(`answers:repairKind.${kind}`)).join('＋'),
                      tried,
                      worked,
                    }),
                  )
                  .join(t('answers:comma')),
              })}
              {told.untried > 0 ? t('untried', { count: told.untried }) : ''}
            </Text>
          )}
        </>
      )}
      <Longer
        of={longer}
        question={{ kind: 'explain', ...place, max: MORE_REPAIRS, timeMs: LONG_MS }}
        ready={told !== undefined || asked.error !== null}
      />
    </Stack>
  );
}

import {
  type Candidate,
  type DutyView,
  type PlanView,
  type SearchView,
  type SeasonRead,
  type SignedUp,
} from '@heli/contracts';
import { Badge, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange, usePlanAnswer, useRead } from '~/api';
import { KEEPERS, STAFF, useWho } from '~/app/who';
import { Confirm, Loading, ProblemAlert, tell, useFormat } from '~/ui';
import { Effect } from '~/ui/answers/Effect';
import { TierLine } from '~/ui/answers/TierTable';
import { type Names, useNames } from '~/ui/answers/useNames';
import { useNow } from '~/ui/useNow';
import { useSavedReplan } from '~/ui/answers/useSavedReplan';
import { type Gap } from './model';

interface Props {
  readonly gap: Gap;
  readonly roleId: string;
  readonly season: SeasonRead;
  readonly plan: PlanView;
}

const TOUCHED = ['/duties', '/open-places', '/stand-in-searches'];
const LOST: readonly DutyView['state'][] = ['declined', 'expired', 'withdrawn', 'excused'];

const rolePath = ({ gap, roleId }: Props): string =>
  `/activities/${encodeURIComponent(gap.activity.id)}/roles/${encodeURIComponent(roleId)}`;

function CandidateCard({
  candidate,
  rank,
  names,
  lived,
  ...props
}: Props & {
  readonly candidate: Candidate;
  readonly rank: number;
  readonly names: Names;
  readonly lived: boolean;
}) {
  const { t } = useTranslation(['open', 'common']);
  const who = useWho();
  const { season, plan, gap, roleId } = props;
  const name = names.person(candidate.volunteerId);
  const saving = useSavedReplan(season, plan);
  const sign = useChange<undefined, SignedUp>(
    () =>
      call(`${rolePath(props)}/sign-up`, {
        method: 'POST',
        body: { volunteerId: candidate.volunteerId, wait: false },
      }),
    TOUCHED,
    () => tell(t('candidate.signed', { name })),
  );
  return (
    <Paper withBorder p="sm" radius="md" component="li">
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <Text fw={600}>
            {rank}. {name}
          </Text>
          <Badge
            tt="none"
            variant="light"
            color={candidate.difference.activities.length === 0 ? 'gray' : 'amber'}
          >
            {candidate.difference.peopleConcerned <= 1
              ? t('candidate.alone')
              : t('candidate.others', { count: candidate.difference.peopleConcerned - 1 })}
          </Badge>
        </Group>
        <TierLine tiers={candidate.tiers} />
        <Effect of={candidate} season={season} saving={saving} mayBeStale={false}>
          {lived && who.is(...KEEPERS) && (
            <Confirm
              size="sm"
              label={t('candidate.sign')}
              title={t('candidate.signTitle', { name })}
              onConfirm={() => sign.mutateAsync(undefined)}
            >
              <Text size="sm">{t('candidate.signText')}</Text>
            </Confirm>
          )}
          {!lived && who.is(...STAFF) && (
            <Button
              size="sm"
              loading={saving.isPending}
              onClick={() =>
                saving.mutate([
                  { type: 'assign', activityId: gap.activity.id, roleId, volunteerId: candidate.volunteerId },
                ])
              }
            >
              {t('candidate.plan')}
            </Button>
          )}
        </Effect>
      </Stack>
    </Paper>
  );
}

/** Asking around: the service asks one after the other; and whoever gave the place back can be asked again. */
function Asking(props: Props) {
  const { t } = useTranslation(['open', 'board', 'common']);
  const { season, gap, roleId } = props;
  const format = useFormat();
  const activityId = gap.activity.id;
  const searches = useRead<{ readonly items: readonly SearchView[] }>('/stand-in-searches', {
    seasonId: season.id,
    activityId,
  });
  const duties = useRead<{ readonly items: readonly DutyView[] }>('/duties', {
    seasonId: season.id,
    activityId,
    state: LOST,
    limit: 100,
  });
  const lost = (duties.data?.items ?? []).filter((duty) => duty.roleId === roleId);
  const search = (searches.data?.items ?? []).find((one) => one.roleId === roleId);
  const names = useNames(season.id, { people: lost.map(({ volunteerId }) => volunteerId) });
  const seek = useChange<undefined, SearchView>(
    () => call(`${rolePath(props)}/stand-ins`, { method: 'POST', body: {} }),
    TOUCHED,
    () => tell(t('seek.begun')),
  );
  const offer = useChange<DutyView, DutyView>(
    ({ id, version }) => call(`/duties/${encodeURIComponent(id)}/offer`, { method: 'POST', version }),
    TOUCHED,
    () => tell(t('seek.offered')),
  );
  const running = search?.state === 'computing' || search?.state === 'asking';
  return (
    <Stack gap="xs">
      {search !== undefined && (
        <Text size="sm" role="status">
          {t(`search.${search.state}`, { asked: search.asked, all: search.candidates.length })} ·{' '}
          {format.dateTime(search.createdAt)}
        </Text>
      )}
      {!running && (
        <Group>
          <Button size="sm" variant="light" loading={seek.isPending} onClick={() => seek.mutate(undefined)}>
            {t('seek.start')}
          </Button>
        </Group>
      )}
      {seek.error !== null && <ProblemAlert error={seek.error} />}
      {lost.length > 0 && (
        <List size="sm" spacing={6} listStyleType="none">
          {lost.map((duty) => (
            <List.Item key={duty.id}>
              <Group gap="xs">
                <Text size="sm">
                  {names.person(duty.volunteerId)} · {t(`board:duty.${duty.state}`)}
                </Text>
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={offer.isPending && offer.variables.id === duty.id}
                  onClick={() => offer.mutate(duty)}
                >
                  {t('seek.offer')}
                </Button>
              </Group>
            </List.Item>
          ))}
        </List>
      )}
      {offer.error !== null && <ProblemAlert error={offer.error} />}
    </Stack>
  );
}

function Ranked(props: Props & { readonly lived: boolean }) {
  const { t } = useTranslation(['open', 'answers']);
  const { gap, roleId, season, plan } = props;
  const asked = usePlanAnswer<'recommend'>(`/plans/${encodeURIComponent(plan.id)}/recommendations`, {
    activityId: gap.activity.id,
    roleId,
    max: 5,
  });
  const told = asked.data?.answer;
  const names = useNames(season.id, {
    people: (told?.candidates ?? []).flatMap(({ volunteerId }) => [volunteerId]),
  });
  if (asked.error !== null) return <ProblemAlert error={asked.error} retry={() => void asked.refetch()} />;
  if (told === undefined) return <Loading rows={4} />;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {told.candidates.length === 0
          ? t(told.eligible === 0 ? 'candidate.nobody' : 'candidate.noneSpared', { count: told.eligible })
          : t('candidate.eligible', {
              count: told.eligible,
              compared: told.compared,
              shown: told.candidates.length,
            })}
      </Text>
      <Stack component="ol" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
        {told.candidates.map((candidate, at) => (
          <CandidateCard
            key={candidate.volunteerId}
            {...props}
            candidate={candidate}
            rank={at + 1}
            names={names}
          />
        ))}
      </Stack>
      {told.ruledOutBy.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t('candidate.ruledOut')}
          </Text>
          <List size="sm">
            {told.ruledOutBy.map(({ rule, people }) => (
              <List.Item key={rule}>
                {t('candidate.ruledOutBy', {
                  count: people,
                  why: t(`answers:refusal.${rule}`, t(`answers:rule.${rule}`, rule)),
                })}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
}

/** Who could take the place: ranked with the exact effect, and how to ask them. */
export function Candidates(props: Props) {
  const { t } = useTranslation('open');
  const who = useWho();
  const [wanted, setWanted] = useState(false);
  const now = useNow();
  const lived = props.plan.state === 'published' && props.gap.start > now;
  return (
    <Stack gap="sm" component="section">
      <Title order={3} size="h5">
        {t('candidates')}
      </Title>
      {lived && who.is(...KEEPERS) && <Asking {...props} />}
      {wanted ? (
        <Ranked {...props} lived={lived} />
      ) : (
        <Group>
          <Button variant="default" size="sm" onClick={() => setWanted(true)}>
            {t('candidate.show')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

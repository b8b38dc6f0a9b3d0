import { ActionIcon, Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { type PlanDiff, type PlanDocument, type PlanView } from '@heli/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useRead } from '~/api';
import { STAFF, useWho } from '~/app/who';
import { Empty, type Format, Loaded, Page, useFormat } from '~/ui';
import { type Names, pathOf, useNames, usePlans, useSeasonId, useZone } from '../common/season';
import { BackTo, usePlanName } from '../common/words';
import { ChangeList } from './ChangeList';
import { countByKind, differencesOf, peopleConcerned } from './differences';
import { SideBySide } from './SideBySide';
import { TierCompare } from './TierCompare';

/** Two plans of a season: `a` is what `b` is measured by. */
export default function ComparePage() {
  const { t } = useTranslation(['plans', 'runs']);
  const seasonId = useSeasonId();
  const who = useWho();
  const [search, setSearch] = useSearchParams();
  const format = useFormat(useZone(seasonId));
  const plans = usePlans(seasonId);
  const nameOf = usePlanName(format);
  const [a, b] = [search.get('a') ?? '', search.get('b') ?? ''];
  const choose = (next: { a?: string | null; b?: string | null }) =>
    setSearch({ a: next.a ?? a, b: next.b ?? b }, { replace: true });
  const data = (plans.data ?? []).map((plan) => ({ value: plan.id, label: nameOf(plan) }));
  const [before, after] = [a, b].map((id) => plans.data?.find((plan) => plan.id === id));
  return (
    <Page
      title={t('compare.title')}
      lead={
        <Stack gap={0}>
          <BackTo to={pathOf(seasonId, 'runs')}>{t('back')}</BackTo>
          {t('compare.lead')}
        </Stack>
      }
    >
      <Loaded of={plans}>
        {(all) =>
          all.length < 2 ? (
            <Empty
              title={t('compare.few')}
              action={
                who.is(...STAFF) && (
                  <Button component={Link} to={pathOf(seasonId, 'runs', 'new')} variant="light" mt="sm">
                    {t('runs:list.start')}
                  </Button>
                )
              }
            >
              {t('compare.fewHint')}
            </Empty>
          ) : (
            <Stack gap="lg">
              <Group align="flex-end" gap="sm">
                <Select
                  label={t('compare.a')}
                  data={data}
                  value={a === '' ? null : a}
                  allowDeselect={false}
                  onChange={(id) => choose({ a: id })}
                  flex="1 1 240px"
                />
                <ActionIcon
                  variant="default"
                  size={40}
                  aria-label={t('compare.swap')}
                  onClick={() => choose({ a: b, b: a })}
                >
                  <IconArrowsExchange size={20} />
                </ActionIcon>
                <Select
                  label={t('compare.b')}
                  data={data}
                  value={b === '' ? null : b}
                  allowDeselect={false}
                  onChange={(id) => choose({ b: id })}
                  flex="1 1 240px"
                />
              </Group>
              {before === undefined || after === undefined ? (
                <Text c="dimmed">{t('compare.choose')}</Text>
              ) : before.id === after.id ? (
                <Text c="dimmed">{t('compare.same')}</Text>
              ) : (
                <Comparison before={before} after={after} format={format} />
              )}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

interface Pair {
  readonly before: PlanView;
  readonly after: PlanView;
  readonly format: Format;
}

function Comparison({ before, after, format }: Pair) {
  const names = useNames(before.seasonId);
  const of = (plan: PlanView) => `/plans/${encodeURIComponent(plan.id)}`;
  const diff = useRead<PlanDiff>(`${of(after)}/diff`, { against: before.id });
  const [was, is] = [
    useRead<PlanDocument>(`${of(before)}/document`),
    useRead<PlanDocument>(`${of(after)}/document`),
  ];
  return (
    <Loaded of={diff}>
      {(found) => (
        <Loaded of={was}>
          {(one) => (
            <Loaded of={is}>
              {(other) => (
                <Loaded of={names.activities}>
                  {() => (
                    <Told
                      diff={found}
                      documents={[one, other]}
                      names={names}
                      plans={[before, after]}
                      format={format}
                    />
                  )}
                </Loaded>
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function Told({
  diff,
  documents: [was, is],
  plans,
  names,
  format,
}: {
  readonly diff: PlanDiff;
  readonly documents: readonly [PlanDocument, PlanDocument];
  readonly plans: readonly [PlanView, PlanView];
  readonly names: Names;
  readonly format: Format;
}) {
  const { t } = useTranslation('plans');
  const changes = useMemo(() => differencesOf(was, is), [was, is]);
  const people = useMemo(() => peopleConcerned(was, is, changes), [was, is, changes]);
  return (
    <Stack gap="lg">
      {!diff.sameProblem && <Alert color="indigo">{t('compare.otherProblem')}</Alert>}
      <TierCompare diff={diff} documents={[was, is]} format={format} />
      <SideBySide documents={[was, is]} plans={plans} names={names} format={format} />
      <ChangeList
        changes={changes}
        counts={countByKind(changes)}
        people={people}
        names={names}
        format={format}
      />
    </Stack>
  );
}

import { useQueries } from '@tanstack/react-query';
import { type PlanDocument, type PlanView } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { call, useAll } from '~/api';
import { Empty, Loaded, Loading, SmallTable, useFormat } from '~/ui';
import { numberIn, textIn, type Thing } from '../thing';
import { type PanelProps } from '../panel';

/** Where published plans lend an item to, and how many of it. */
export default function Loans({ thing, zone }: PanelProps) {
  const { t } = useTranslation('pools');
  const format = useFormat(zone);
  const plans = useAll<PlanView>('/plans', { state: 'published' });
  const documents = useQueries({
    queries: (plans.data ?? []).map(({ id }) => ({
      queryKey: [`/plans/${id}/document`, {}],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call<PlanDocument>(`/plans/${id}/document`, { signal }),
      staleTime: 300_000,
    })),
  });
  const loans = documents.flatMap(({ data }) =>
    (data?.equipmentLoans ?? [])
      .filter(({ equipmentId }) => equipmentId === thing.id)
      .map((loan) => ({
        ...loan,
        span: data?.scheduled.find(({ activityId }) => activityId === loan.activityId),
      })),
  );
  const activities = useQueries({
    queries: loans.slice(0, 60).map(({ activityId }) => ({
      queryKey: [`/activities/${encodeURIComponent(activityId)}`, {}],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call<Thing>(`/activities/${encodeURIComponent(activityId)}`, { signal }),
      staleTime: 300_000,
    })),
  });
  const titles = new Map(
    activities.flatMap(({ data }) => (data === undefined ? [] : [[data.id, textIn(data.title)] as const])),
  );
  return (
    <Loaded of={plans}>
      {() =>
        documents.some(({ isPending }) => isPending) ? (
          <Loading />
        ) : loans.length === 0 ? (
          <Empty title={t('loans.none')}>{t('loans.noneHint')}</Empty>
        ) : (
          <SmallTable
            label={t('tab.loans')}
            head={[
              t('loans.activity'),
              t('loans.when'),
              t('loans.quantity', { all: format.number(numberIn(thing.quantity) ?? 0) }),
            ]}
            rows={[...loans]
              .sort((a, b) => (a.span?.start ?? '').localeCompare(b.span?.start ?? ''))
              .map(({ activityId, span, quantity }) => [
                titles.get(activityId) ?? activityId,
                span === undefined ? '' : format.span(span.start, span.end),
                format.number(quantity),
              ])}
          />
        )
      }
    </Loaded>
  );
}

import { type PlanView } from '@heli/contracts';
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from './format';

/** Which of a season's plans a page speaks of. */
export function PlanSelect({
  plans,
  plan,
  onChoose,
}: {
  readonly plans: readonly PlanView[];
  readonly plan: PlanView | null;
  readonly onChoose: (id: string) => void;
}) {
  const { t } = useTranslation('answers');
  const format = useFormat();
  if (plan === null) return null;
  const all = plans.some(({ id }) => id === plan.id) ? plans : [plan, ...plans];
  const name = (one: PlanView) =>
    [
      t(`plan.${one.state}`),
      // A resolution tells plans apart; drafts are told apart by when they were made.
      ...(one.resolution === null
        ? [format.dateTime(one.createdAt)]
        : [one.resolution.number, format.day(one.publishedAt ?? one.createdAt)]),
    ].join(' · ');
  return (
    <Select
      aria-label={t('plan.label')}
      data={all.map((one) => ({ value: one.id, label: name(one) }))}
      value={plan.id}
      onChange={(id) => id !== null && onChoose(id)}
      allowDeselect={false}
      w={{ base: '100%', sm: 300 }}
    />
  );
}

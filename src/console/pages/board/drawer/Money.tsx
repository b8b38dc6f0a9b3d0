import { type DonationRead, type PlanDocument } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useByIds } from '~/api';
import { SmallTable } from '~/ui';
import { type Entry } from '../model';
import { type Words } from '../useWords';
import { Section } from './Section';

/** Budget lines: what is needed, what is set aside and from which gifts. */
export function Money({
  entry,
  document,
  words: { format },
}: {
  readonly entry: Entry;
  readonly document: PlanDocument | null;
  readonly words: Words;
}) {
  const { t } = useTranslation(['board', 'answers']);
  const { activity } = entry;
  const paid = (document?.fundAllocations ?? []).filter(({ activityId }) => activityId === activity.id);
  const gifts = useByIds<DonationRead>(
    '/donations',
    paid.map(({ donationId }) => donationId),
  );
  const lines = [
    ...activity.budget.map(({ id, purpose, minFen, targetFen }) => ({ id, purpose, minFen, targetFen })),
    ...(paid.some(({ budgetLineId }) => budgetLineId === 'venue')
      ? [{ id: 'venue', purpose: 'venue', minFen: null, targetFen: undefined }]
      : []),
  ];
  if (lines.length === 0) return null;
  return (
    <Section title={t('drawer.money')}>
      <SmallTable
        label={t('drawer.money')}
        head={[t('drawer.purpose'), t('drawer.needed'), t('drawer.setAside'), t('drawer.gift')]}
        rows={lines.map(({ id, purpose, minFen, targetFen }) => {
          const own = paid.filter(({ budgetLineId }) => budgetLineId === id);
          const needed = targetFen ?? minFen;
          return [
            t(`answers:purpose.${purpose}`, purpose),
            needed === null ? '—' : format.money(needed),
            format.money(own.reduce((sum, { amountFen }) => sum + amountFen, 0)),
            own.map(({ donationId }) => gifts.data?.get(donationId)?.name ?? donationId).join(t('comma')),
          ];
        })}
      />
    </Section>
  );
}

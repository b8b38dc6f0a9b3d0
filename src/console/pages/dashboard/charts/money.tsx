import { type SeasonFigures } from '@heli/contracts';
import { ChartPanel } from '~/ui/Chart';
import { bars, COLORS, yuanOf } from '../options';
import { KINDS, useWords } from '../words';

interface Props {
  readonly figures: SeasonFigures;
}

type Gift = SeasonFigures['gifts'][number];

/** Where the money of a gift is now: together what was promised. */
const PARTS: readonly {
  readonly key: string;
  readonly color: string;
  readonly of: (gift: Gift) => number;
}[] = [
  { key: 'reported', color: '#0f6b5c', of: ({ reportedFen }) => reportedFen },
  { key: 'unreported', color: '#4fb494', of: ({ spentFen, reportedFen }) => spentFen - reportedFen },
  { key: 'setAside', color: '#e0930b', of: ({ setAsideFen }) => setAsideFen },
  { key: 'left', color: '#8a9dd9', of: ({ leftFen }) => leftFen },
  { key: 'awaited', color: '#c3cbc7', of: ({ awaitedFen }) => awaitedFen },
  { key: 'over', color: '#b83f27', of: ({ overFen, returnedFen }) => overFen + returnedFen },
];

export function GiftsChart({ figures: { gifts } }: Props) {
  const { t, kind, yuan } = useWords();
  const nameOf = ({ name, donationId }: Gift) => name ?? donationId;
  const earmarkOf = ({ kinds, purposes, communities }: Gift) =>
    [...kinds.map(kind), ...communities, ...purposes.map((purpose) => t(`purpose.${purpose}`, purpose))].join(
      ' · ',
    ) || t('money.free');
  const rows = gifts.toSorted((a, b) => b.pledgedFen - a.pledgedFen);
  const parts = PARTS.filter(({ of }) => rows.some((gift) => of(gift) !== 0));
  return (
    <ChartPanel
      title={t('money.title')}
      hint={t('money.hint')}
      file="gifts"
      empty={rows.length === 0}
      height={70 + 24 * rows.length}
      option={bars({
        categories: rows.map(nameOf),
        sideways: true,
        say: yuan,
        series: parts.map(({ key, color, of }) => ({
          name: t(`money.${key}`),
          color,
          values: rows.map((gift) => yuanOf(of(gift))),
        })),
      })}
      head={[
        t('money.gift'),
        t('money.earmark'),
        t('money.pledged'),
        t('money.received'),
        t('money.setAside'),
        t('money.spent'),
        t('money.reported'),
        t('money.left'),
        t('money.awaited'),
        t('money.over'),
      ]}
      rows={rows.map((gift) => [
        nameOf(gift),
        earmarkOf(gift),
        ...[
          gift.pledgedFen,
          gift.receivedFen,
          gift.setAsideFen,
          gift.spentFen,
          gift.reportedFen,
          gift.leftFen,
          gift.awaitedFen,
          gift.overFen + gift.returnedFen,
        ].map(yuanOf),
      ])}
      show={(value) => (typeof value === 'number' ? yuan(value) : value)}
    />
  );
}

export function KindMoneyChart({ figures: { money } }: Props) {
  const { t, kind, yuan } = useWords();
  const rows = KINDS.flatMap((one) => money.filter((row) => row.kind === one));
  return (
    <ChartPanel
      title={t('kindMoney.title')}
      hint={t('kindMoney.hint')}
      file="money-by-kind"
      empty={rows.length === 0}
      height={240}
      option={bars({
        categories: rows.map((row) => kind(row.kind)),
        sideways: true,
        say: yuan,
        series: [
          {
            name: t('money.spent'),
            color: COLORS.jade,
            values: rows.map(({ spentFen }) => yuanOf(spentFen)),
          },
          {
            name: t('money.setAside'),
            color: COLORS.amber,
            values: rows.map(({ setAsideFen }) => yuanOf(setAsideFen)),
          },
          {
            name: t('money.claimed'),
            color: COLORS.grey,
            values: rows.map(({ claimedFen }) => yuanOf(claimedFen)),
          },
        ].filter(({ values }) => values.some((value) => value !== 0)),
      })}
      head={[t('kind'), t('money.spent'), t('money.setAside'), t('money.claimed')]}
      rows={rows.map((row) => [
        kind(row.kind),
        yuanOf(row.spentFen),
        yuanOf(row.setAsideFen),
        yuanOf(row.claimedFen),
      ])}
      show={(value) => (typeof value === 'number' ? yuan(value) : value)}
    />
  );
}

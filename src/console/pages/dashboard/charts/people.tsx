import { List, Text } from '@mantine/core';
import { type SeasonFigures } from '@heli/contracts';
import { KIND_HEX } from '~/app/theme';
import { ChartPanel } from '~/ui/Chart';
import { alongside, bars, COLORS, hoursOf } from '../options';
import { KINDS, useWords } from '../words';

interface Props {
  readonly figures: SeasonFigures;
}

export function HoursChart({ figures: { months, communities } }: Props) {
  const { t, kind, hours, cell } = useWords();
  const nameOf = new Map(communities.map(({ id, name }) => [id, name]));
  const all = [...new Set(months.map(({ month }) => month))].toSorted();
  return (
    <ChartPanel
      title={t('months.title')}
      hint={t('months.hint')}
      file="hours"
      empty={months.length === 0}
      option={bars({
        categories: all,
        say: hours,
        series: KINDS.map((one) => ({
          name: kind(one),
          color: KIND_HEX[one].strong,
          values: alongside(
            all,
            months.filter((row) => row.kind === one),
            ({ month }) => month,
            ({ minutes }) => minutes,
          ).map(hoursOf),
        })).filter(({ values }) => values.some((value) => value !== 0)),
      })}
      head={[t('months.month'), t('kind'), t('community'), t('hoursOf')]}
      rows={months.map((row) => [
        row.month,
        kind(row.kind),
        nameOf.get(row.communityId) ?? row.communityId,
        hoursOf(row.minutes),
      ])}
      show={cell}
    />
  );
}

/** How the work is spread: nobody's name, only how many people carry which share of what they offered. */
export function LoadChart({ figures: { load } }: Props) {
  const { t, count, share, format, hours } = useWords();
  const label = ({ from, to }: (typeof load.steps)[number]) =>
    to === null ? t('load.over') : to === 0 ? t('load.none') : `${share(from)}–${share(to)}`;
  const last = load.steps.findLastIndex(({ people }) => people > 0);
  // Empty steps in between are seen, those behind the last one are not needed.
  const steps = load.steps.slice(0, Math.max(last + 1, 1));
  return (
    <ChartPanel
      title={t('load.title')}
      hint={t('load.hint')}
      file="load"
      empty={load.volunteers === 0}
      option={bars({
        categories: steps.map(label),
        say: count,
        series: [{ name: t('load.people'), color: COLORS.jade, values: steps.map(({ people }) => people) }],
      })}
      head={[t('load.share'), t('load.people')]}
      rows={steps.map((step) => [label(step), step.people])}
      show={(value) => (typeof value === 'number' ? count(value) : value)}
    >
      {load.most.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t('load.most')}
          </Text>
          <List size="sm" type="ordered">
            {load.most.map((one, place) => (
              <List.Item key={place}>
                {t('load.one', {
                  share: format.percent(one.share, 0),
                  minutes: hours(hoursOf(one.minutes)),
                  offered: hours(hoursOf(one.offeredMinutes)),
                })}
              </List.Item>
            ))}
          </List>
        </>
      )}
      {load.unstated > 0 && (
        <Text size="sm" c="dimmed">
          {t('load.unstated', { count: load.unstated })}
        </Text>
      )}
    </ChartPanel>
  );
}

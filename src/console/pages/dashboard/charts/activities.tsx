import { type AttendanceReport, type SeasonFigures } from '@heli/contracts';
import { KIND_HEX } from '~/app/theme';
import { ChartPanel } from '~/ui/Chart';
import { alongside, bars, COLORS, everyWeek, hoursOf, shareOf } from '../options';
import { KINDS, useWords } from '../words';

interface Props {
  readonly figures: SeasonFigures;
}

export function WeeksChart({ figures: { weeks } }: Props) {
  const { t, kind, count, cell } = useWords();
  const mondays = everyWeek(weeks.map(({ week }) => week));
  const byWeek = (rows: typeof weeks, valueOf: (row: (typeof weeks)[number]) => number) =>
    alongside(mondays, rows, ({ week }) => week, valueOf);
  const heldByWeek = byWeek(weeks, ({ held }) => held);
  const lastHeld = heldByWeek.findLastIndex((held) => held > 0);
  const series = [
    ...KINDS.map((one) => ({
      name: kind(one),
      color: KIND_HEX[one].strong,
      values: byWeek(
        weeks.filter((row) => row.kind === one),
        ({ scheduled }) => scheduled,
      ),
    })),
    {
      name: t('weeks.open'),
      color: COLORS.grey,
      values: byWeek(weeks, ({ activities, scheduled }) => activities - scheduled),
    },
    // What is still to come was not held, and is no fall to zero either.
    { name: t('weeks.held'), color: COLORS.dark, line: true, values: heldByWeek.slice(0, lastHeld + 1) },
  ];
  return (
    <ChartPanel
      title={t('weeks.title')}
      hint={t('weeks.hint')}
      file="activities-by-week"
      empty={weeks.length === 0}
      option={bars({ categories: mondays.map((week) => week.slice(5)), series, say: count })}
      height={300}
      head={[t('weeks.week'), t('kind'), t('wanted'), t('scheduled'), t('open'), t('held')]}
      rows={weeks.map((row) => [
        row.week,
        kind(row.kind),
        row.activities,
        row.scheduled,
        row.activities - row.scheduled,
        row.held,
      ])}
      show={cell}
    />
  );
}

/** Places of each kind: who is there, and what is open. */
export function CoverageChart({ figures: { coverage } }: Props) {
  const { t, kind, count, cell, share } = useWords();
  const rows = KINDS.flatMap((one) => coverage.filter((row) => row.kind === one));
  return (
    <ChartPanel
      title={t('coverage.title')}
      hint={t('coverage.hint')}
      file="coverage"
      empty={rows.length === 0}
      height={300}
      option={bars({
        categories: rows.map((row) => kind(row.kind)),
        sideways: true,
        say: count,
        series: [
          { name: t('coverage.filled'), color: COLORS.jade, values: rows.map(({ filled }) => filled) },
          {
            name: t('coverage.missing'),
            color: COLORS.amber,
            values: rows.map(({ planned, filled }) => planned - filled),
          },
          {
            name: t('coverage.dropped'),
            color: COLORS.grey,
            values: rows.map(({ wanted, planned }) => wanted - planned),
          },
        ],
      })}
      head={[
        t('kind'),
        t('coverage.wanted'),
        t('coverage.planned'),
        t('coverage.filled'),
        t('coverage.share'),
      ]}
      rows={rows.map((row) => [
        kind(row.kind),
        row.wanted,
        row.planned,
        row.filled,
        share(shareOf(row.filled, row.wanted)),
      ])}
      show={cell}
    />
  );
}

const MOST_SKILLS = 10;

export function SkillsChart({ figures: { skills } }: Props) {
  const { t, count, cell, share } = useWords();
  const nameOf = ({ skillId, name }: (typeof skills)[number]) =>
    skillId === null ? t('skills.none') : (name ?? skillId);
  const short = skills.filter(({ wanted, filled }) => filled < wanted);
  const shown = short.slice(0, MOST_SKILLS);
  return (
    <ChartPanel
      title={t('skills.title')}
      hint={t('skills.hint')}
      file="skills"
      empty={shown.length === 0}
      height={60 + 26 * shown.length}
      option={bars({
        categories: shown.map(nameOf),
        sideways: true,
        say: count,
        series: [
          { name: t('coverage.filled'), color: COLORS.jade, values: shown.map(({ filled }) => filled) },
          {
            name: t('coverage.open'),
            color: COLORS.amber,
            values: shown.map(({ wanted, filled }) => wanted - filled),
          },
        ],
      })}
      head={[
        t('skills.skill'),
        t('coverage.wanted'),
        t('coverage.filled'),
        t('coverage.share'),
        t('skills.people'),
      ]}
      rows={skills.map((row) => [
        nameOf(row),
        row.wanted,
        row.filled,
        share(shareOf(row.filled, row.wanted)),
        row.skillId === null ? '–' : row.people,
      ])}
      show={cell}
    />
  );
}

interface WithReport extends Props {
  readonly report: AttendanceReport;
}

/** Who came: by community, or of one community by kind. */
export function AttendanceChart({ figures, report }: WithReport) {
  const { t, kind, count, cell, share } = useWords();
  const ids = new Set(figures.communities.map(({ id }) => id));
  const rows = report.rows.filter(
    ({ scope, communityId }) =>
      scope === (figures.communityId === null ? 'community' : 'community-kind') && ids.has(communityId ?? ''),
  );
  const nameOf = (row: (typeof rows)[number]) =>
    row.scope === 'community' || row.kind === null
      ? (row.community ?? row.communityId ?? '')
      : kind(row.kind);
  const came = rows.some(({ attendances }) => attendances > 0);
  return (
    <ChartPanel
      title={t('attendance.title')}
      hint={t('attendance.hint')}
      file="attendance"
      empty={!came}
      height={70 + 28 * rows.length}
      option={bars({
        categories: rows.map(nameOf),
        sideways: true,
        say: count,
        series: [
          { name: t('attendance.onDuty'), color: COLORS.jade, values: rows.map(({ onDuty }) => onDuty) },
          {
            name: t('attendance.participants'),
            color: COLORS.soft,
            values: rows.map(({ participants }) => participants),
          },
        ],
      })}
      head={[
        figures.communityId === null ? t('community') : t('kind'),
        t('held'),
        t('attendance.all'),
        t('attendance.onDuty'),
        t('attendance.participants'),
        t('attendance.active'),
        t('attendance.noShows'),
        t('attendance.noShowRate'),
      ]}
      rows={rows.map((row) => [
        nameOf(row),
        row.held,
        row.attendances,
        row.onDuty,
        row.participants,
        row.activeVolunteers,
        row.noShows,
        share(row.noShowRate),
      ])}
      show={cell}
    />
  );
}

/** Communities side by side; drawn is the one figure that can be compared, the table has all. */
export function CommunitiesChart({ figures: { communities } }: Props) {
  const { t, cell, share } = useWords();
  const covered = ({ filled, wanted }: (typeof communities)[number]) => shareOf(filled, wanted) ?? 0;
  const rows = communities
    .filter(({ activities }) => activities > 0)
    .toSorted((a, b) => covered(b) - covered(a));
  const coverage = rows.map(covered);
  return (
    <ChartPanel
      title={t('communities.title')}
      hint={t('communities.hint')}
      file="communities"
      empty={rows.length === 0}
      height={50 + 28 * rows.length}
      option={bars({
        categories: rows.map(({ name }) => name),
        sideways: true,
        stacked: false,
        max: 1,
        say: share,
        series: [{ name: t('coverage.share'), color: COLORS.jade, values: coverage }],
      })}
      head={[
        t('community'),
        t('wanted'),
        t('scheduled'),
        t('held'),
        t('coverage.wanted'),
        t('coverage.filled'),
        t('coverage.share'),
        t('hoursOf'),
      ]}
      rows={rows.map((row) => [
        row.name,
        row.activities,
        row.scheduled,
        row.held,
        row.wanted,
        row.filled,
        share(shareOf(row.filled, row.wanted)),
        hoursOf(row.minutes),
      ])}
      show={cell}
    />
  );
}

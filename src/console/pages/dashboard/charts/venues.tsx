import { type SeasonFigures } from '@heli/contracts';
import { ChartPanel } from '~/ui/Chart';
import { bars, COLORS, heatMap, hoursOf } from '../options';
import { useWords } from '../words';

interface Props {
  readonly figures: SeasonFigures;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

export function VenueHoursChart({ figures: { venueHours } }: Props) {
  const { t, hours, cell } = useWords();
  const used = venueHours.map(({ hour }) => hour);
  const first = Math.min(8, ...used);
  const clock = Array.from({ length: Math.max(20, ...used) - first + 1 }, (_, place) => first + place);
  const cells = venueHours.map(
    ({ weekday, hour, minutes }) => [hour - first, weekday - 1, hoursOf(minutes)] as const,
  );
  const weekday = (day: number) => t(`weekday.${day}`);
  return (
    <ChartPanel
      title={t('venueHours.title')}
      hint={t('venueHours.hint')}
      file="venue-hours"
      empty={venueHours.length === 0}
      height={300}
      option={heatMap({
        columns: clock.map((hour) => `${hour}:00`),
        rows: WEEKDAYS.map(weekday),
        cells,
        say: hours,
      })}
      head={[t('venueHours.weekday'), t('venueHours.hour'), t('hoursOf')]}
      rows={venueHours.map((row) => [weekday(row.weekday), `${row.hour}:00`, hoursOf(row.minutes)])}
      show={cell}
    />
  );
}

const MOST_VENUES = 12;

export function VenuesChart({ figures: { venues } }: Props) {
  const { t, hours, cell } = useWords();
  const shown = venues.slice(0, MOST_VENUES);
  return (
    <ChartPanel
      title={t('venues.title')}
      hint={t('venues.hint')}
      file="venues"
      empty={venues.length === 0}
      height={300}
      option={bars({
        categories: shown.map(({ venueId, name }) => name ?? venueId),
        sideways: true,
        say: hours,
        series: [
          { name: t('hoursOf'), color: COLORS.indigo, values: shown.map(({ minutes }) => hoursOf(minutes)) },
        ],
      })}
      head={[t('venues.venue'), t('venues.bookings'), t('hoursOf')]}
      rows={venues.map((row) => [row.name ?? row.venueId, row.bookings, hoursOf(row.minutes)])}
      show={cell}
    />
  );
}

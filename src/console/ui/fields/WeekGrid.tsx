import { Group, Text } from '@mantine/core';
import { type AvailabilityWindow } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { dayOf, hoursAround, WEEKDAYS } from './week';
import classes from './WeekGrid.module.css';

const HOUR_PX = 18;
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** How a week looks by its weekly windows; what is dated is listed elsewhere. */
export function WeekGrid({
  windows,
  meaning,
}: {
  readonly windows: readonly AvailabilityWindow[];
  readonly meaning: 'availability' | 'opening';
}) {
  const { t } = useTranslation('fields');
  const week = WEEKDAYS.map((weekday) => dayOf(windows, weekday));
  const [first, last] = hoursAround(week);
  const shown = [...new Set(week.flat().map(({ status }) => status))];
  const said = WEEKDAYS.flatMap((weekday, place) =>
    (week[place] ?? []).map(
      ({ from, to, status }) =>
        `${t(`weekday.${weekday}`)} ${clock(from)}–${clock(to)} ${t(`${meaning}.${status}`)}`,
    ),
  );
  return (
    <div>
      <div role="img" aria-label={said.length === 0 ? t('week.nothing') : said.join('; ')}>
        <div className={classes.grid} aria-hidden>
          <span />
          {WEEKDAYS.map((weekday) => (
            <span key={weekday} className={classes.head}>
              {t(`weekday.${weekday}`)}
            </span>
          ))}
          <div className={classes.hours}>
            {Array.from({ length: last - first }, (_, place) => first + place)
              .filter((hour) => (hour - first) % 2 === 0)
              .map((hour) => (
                <span key={hour} className={classes.hour} style={{ top: (hour - first) * HOUR_PX }}>
                  {hour}:00
                </span>
              ))}
          </div>
          {week.map((stretches, place) => (
            <div
              key={WEEKDAYS[place]}
              className={classes.day}
              style={{ height: (last - first) * HOUR_PX, ['--hour' as string]: `${HOUR_PX}px` }}
            >
              {stretches.map(({ from, to, status }) => (
                <div
                  key={from}
                  className={`${classes.stretch} ${classes[status]}`}
                  title={`${clock(from)}–${clock(to)} ${t(`${meaning}.${status}`)}`}
                  style={{
                    top: ((from - first * 60) * HOUR_PX) / 60,
                    height: ((to - from) * HOUR_PX) / 60 - 1,
                  }}
                >
                  {to - from >= 45 ? clock(from) : ''}
                  {to - from >= 105 && (
                    <>
                      <br />
                      {clock(to)}
                    </>
                  )}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
      {shown.length > 0 && (
        <Group gap="md" mt="xs">
          {shown.map((status) => (
            <Text key={status} size="xs" c="dimmed" component="span">
              <span className={`${classes.swatch} ${classes[status]}`} aria-hidden />
              {t(`${meaning}.${status}`)}
            </Text>
          ))}
        </Group>
      )}
    </div>
  );
}

import { type Attendance, type Problem, type Reserve, type StandByList } from '@heli/contracts';
import { Names } from './answers.js';
import { type Language } from './language.js';
import { standByTexts } from './texts/stand-by/texts.js';
import { reportTexts } from './texts/texts.js';

/** Who is to be asked, role by role, and what may be relied on. */
export function describeStandBy(
  problem: Problem,
  { places, withoutReserve, withoutFirst }: StandByList,
  language: Language,
): string {
  const words = standByTexts(language);
  const names = new Names(problem, language);
  if (places.length === 0) return words.nothingHeld;
  const lines = places.flatMap(
    ({ activityId, roleId, start, serving, min, eligible, reserves, attendance }) => [
      `${words.place(names.activity(activityId), names.when(activityId, start), names.role(activityId, roleId))}${language === 'en' ? ': ' : '：'}${words.counts(serving, eligible)}`,
      ...reserves.map(
        (reserve, index) =>
          `  ${words.reserve(index + 1, names.person(reserve.volunteerId), {
            first: reserve.first,
            share: percent(reserve.share, language),
            whom: whomOf(reserve, serving, names, language),
          })}`,
      ),
      ...(attendance ? [`  ${attendanceOf(attendance, min, language)}`] : []),
    ],
  );
  if (places.some(({ reserves }) => reserves[0]?.first)) lines.push(words.guarantee);
  if (withoutReserve > 0) lines.push(words.withoutReserve(withoutReserve));
  if (withoutFirst > 0) lines.push(words.withoutFirst(withoutFirst));
  return lines.join('\n');
}

const percent = (share: number, language: Language): string =>
  share.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 });

function whomOf({ standsInFor }: Reserve, serving: number, names: Names, language: Language): string {
  const words = standByTexts(language);
  if (standsInFor.length === 0) return words.openPlaceOnly;
  if (standsInFor.length === serving) return words.forAnyone;
  return words.forSome(standsInFor.map((id) => names.person(id)).join(reportTexts(language).listSeparator));
}

function attendanceOf(attendance: Attendance, min: number, language: Language): string {
  const words = standByTexts(language);
  const people = (expected: number): string =>
    expected.toLocaleString(language, { maximumFractionDigits: 2 });
  const { expected, probability, reservesNeeded, expectedWithReserves, probabilityWithReserves } = attendance;
  const withReserves = [people(expectedWithReserves), percent(probabilityWithReserves, language)] as const;
  const advice =
    reservesNeeded === null
      ? words.tooFew(...withReserves)
      : reservesNeeded === 0
        ? words.enough
        : words.askToCome(reservesNeeded, ...withReserves);
  return `${words.coming(people(expected), min, percent(probability, language))}${language === 'en' ? ' ' : ''}${advice}`;
}

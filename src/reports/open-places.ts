import { type OpenAccount } from './account.js';
import { type Language } from './language.js';
import { reportTexts } from './texts/texts.js';
import { localStamp, localWeekday } from './times.js';

/** One open place or dropped activity and its funnel, e.g. `120 serve this community → 14 have the skill → 0 have time`. */
export function describeOpen(
  entry: OpenAccount,
  zone: string,
  language: Language,
): { headline: string; funnel: string } {
  const texts = reportTexts(language);
  const headline =
    entry.start === null || entry.role === null
      ? texts.openActivity(entry.title, entry.community)
      : texts.openRole(
          entry.title,
          entry.community,
          `${localStamp(entry.start, zone)} ${texts.weekdays[localWeekday(entry.start, zone) - 1] ?? ''}`,
          entry.role,
          entry.missing,
        );
  return {
    headline,
    funnel: texts.funnel(
      entry.funnel.map((step) => `${texts.step(step.rule)} ${texts.amount(step.rule, step.remaining)}`),
    ),
  };
}

import { type OpenAccount } from './account.js';
import { type Language } from './language.js';
import { yuan } from './money.js';
import { type ReportTexts, reportTexts } from './texts/texts.js';
import { localStamp, localWeekday } from './times.js';

/** One open place or dropped activity and its funnel, e.g. `120 serve this community → 14 have the skill → 0 have time`. */
export function describeOpen(
  entry: OpenAccount,
  zone: string,
  language: Language,
): { headline: string; funnel: string } {
  const texts = reportTexts(language);
  const { start, role, asked, filled, missing } = entry;
  const headline =
    start === null || role === null || asked === null || filled === null
      ? texts.openActivity(entry.title, entry.community, lackOf(entry, texts), texts.step(entry.bottleneck))
      : texts.openRole(
          entry.title,
          entry.community,
          `${localStamp(start, zone)} ${texts.weekdays[localWeekday(start, zone) - 1] ?? ''}`,
          role,
          { asked, filled, missing },
        );
  return { headline, funnel: funnelWords(entry, texts) };
}

function lackOf(entry: OpenAccount, texts: ReportTexts): string | null {
  if (isMoney(entry.bottleneck)) return texts.lacksMoney(yuan(entry.missing));
  return entry.role === null ? null : texts.lacksPeople(entry.role, entry.missing);
}

/** What is missing as a spreadsheet cell: a number of people or things, or an amount of money. */
export const missingCell = (entry: OpenAccount): number | string =>
  isMoney(entry.bottleneck) ? yuan(entry.missing) : entry.missing;

/** Whether what a rule lacks is counted in fen. */
export const isMoney = (rule: string): boolean => rule === 'budget-covered' || rule === 'spending-limit';

/** Where the funnel starts and each condition at which it narrows; conditions that nobody fails say nothing. */
export function funnelWords(entry: OpenAccount, texts: ReportTexts): string {
  const narrowing = entry.funnel.filter(
    (step, index) => index === 0 || step.remaining !== entry.funnel[index - 1]?.remaining,
  );
  const words = narrowing.map(({ rule, remaining }) =>
    texts.counted(texts.step(rule), amount(rule, remaining)),
  );
  // Else "4 people could, 4 are missing" reads like a contradiction.
  if (entry.filled !== null && entry.filled > 0)
    words.push(texts.counted(texts.placed, String(entry.filled)));
  return texts.funnel(words);
}

const amount = (rule: string, remaining: number): string =>
  rule.endsWith('-fen') ? yuan(remaining) : String(remaining);

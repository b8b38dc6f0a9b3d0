import { type Problem, type Recruitment, type Scarce } from '@heli/contracts';
import { aimValue } from './aim-value.js';
import { Names } from './answers.js';
import { ChangeWords } from './change-words.js';
import { type Language } from './language.js';
import { yuan } from './money.js';
import { repairTexts } from './texts/repairs/texts.js';
import { reportTexts } from './texts/texts.js';

/** What is scarce, what one more is worth as solving again showed, and what it is proven to be worth at most. */
export function describeRecruitment(
  problem: Problem,
  { scarce, considered, solved, worthless, untried, priced }: Recruitment,
  language: Language,
): string {
  const words = repairTexts(language);
  const changes = new ChangeWords(problem, new Names(problem, language), language);
  const lines = [words.recruitHead(considered, solved, worthless, untried)];
  if (!priced && considered > 0) lines.push(words.notPriced);
  if (scarce.length === 0) lines.push(words.nothingScarce);
  scarce.forEach((entry, position) => {
    const { what, change } = entry;
    const said = changes.all([change]);
    const where = what.unit === 'person' || what.unit === 'group' || what.unit === 'equipment';
    const named = where ? words.inCommunity(said, changes.community(what.communityId)) : said;
    lines.push(words.scarce(position + 1, named, worthOf(entry, language)));
  });
  return lines.join('\n');
}

function worthOf(entry: Scarce, language: Language): string {
  const words = repairTexts(language);
  const { answers, tiers: aims, listSeparator } = reportTexts(language);
  const { activities, places, fenPerActivity, atMost, tiers } = entry;
  const fairness = tiers.findIndex(({ tier }) => tier === 'fairness');
  const gains = tiers
    .slice(0, fairness < 0 ? tiers.length : fairness)
    .filter(({ change }) => change !== 0)
    .map(({ tier, before, after }) =>
      answers.tierChange(aims[tier], aimValue(tier, before, language), aimValue(tier, after, language)),
    );
  return answers.clauses([
    ...(activities === 0 ? [] : [words.activitiesMore(activities)]),
    ...(places === 0 ? [] : [words.placesMore(places)]),
    ...(fenPerActivity === null ? [] : [words.perActivity(yuan(Math.round(fenPerActivity)))]),
    ...gains,
    ...(atMost.length === 0
      ? []
      : [
          words.atMost(
            atMost
              .map(({ tier, points }) =>
                tier === 'cost'
                  ? words.aimMoney(aims[tier], yuan(points))
                  : words.aimPoints(aims[tier], points),
              )
              .join(listSeparator),
          ),
        ]),
  ]);
}

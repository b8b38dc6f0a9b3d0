import { type AskedDuty } from '@heli/contracts';
import { type AnswerPage } from '../../http/index.js';
import { type Language, translate } from '../../i18n/index.js';
import { momentWords } from '../../notifications/index.js';

/** The page of a link: what is asked, how it stands, and a button for each answer that is still possible. */
export function askedPage(asked: AskedDuty, language: Language): AnswerPage {
  const { activity, community, role, start, end, timeZone, state, respondBy, answers } = asked;
  const times = momentWords(language, timeZone);
  const say = (key: string, params: Readonly<Record<string, string>> = {}): string =>
    translate(language, `duties.page.${key}`, params);
  return {
    language,
    title: activity,
    lines: [
      say('where', { community, role }),
      say('when', { when: times.span(start, end) }),
      say('state', { state: translate(language, `duties.states.${state}`) }),
      ...(respondBy === null ? [] : [say('respondBy', { moment: times.moment(respondBy) })]),
    ],
    choices: answers.map((answer) => ({
      answer,
      label: say(answer === 'decline' && state === 'accepted' ? 'cannotCome' : answer),
    })),
    ...(answers.includes('decline') ? { reason: say('reason') } : {}),
  };
}

/** The page of a link that leads nowhere any more. */
export const overPage = (sentence: string, language: Language): AnswerPage => ({
  language,
  title: translate(language, 'duties.page.over'),
  lines: [sentence],
  choices: [],
});

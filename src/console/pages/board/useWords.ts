import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '~/ui';
import { type DayMark } from './days';
import { type Entry } from './model';

export interface Words {
  readonly format: Format;
  /** The whole entry in one sentence, for whoever does not see the card. */
  readonly sentence: (entry: Entry, community: string, venue: string | null) => string;
  /** What is the matter with it, shortly; '' where nothing is. */
  readonly trouble: (entry: Entry) => string;
  /** What a card shows by colour and row. */
  readonly more: (entry: Entry, community: string, venue: string | null) => string;
  readonly mark: (mark: DayMark | undefined) => string;
  /** The same where there is little room. */
  readonly shortMark: (mark: DayMark, festivalsOnly: boolean) => string;
}

export function useWords(zone: string): Words {
  const { t } = useTranslation(['board', 'common']);
  const format = useFormat(zone);
  return useMemo(() => {
    const trouble = (entry: Entry): string => {
      if (entry.standing === 'dropped') return t('standing.dropped');
      if (entry.standing === 'tentative') return t('standing.tentative');
      const parts = [
        ...(entry.open > 0 ? [t('missing', { count: entry.open })] : []),
        ...(entry.venueState === 'asked' || entry.venueState === 'lost'
          ? [t(`venue.${entry.venueState}`)]
          : []),
      ];
      return parts.join(' · ');
    };
    return {
      format,
      trouble,
      sentence: (entry, community, venue) =>
        [
          entry.activity.title,
          t(`common:kind.${entry.activity.kind}`),
          format.span(new Date(entry.start).toISOString(), new Date(entry.end).toISOString()),
          community,
          ...(venue === null ? [] : [venue]),
          ...(entry.target > 0 ? [t('filledOf', { filled: entry.filled, target: entry.target })] : []),
          trouble(entry),
        ]
          .filter((part) => part !== '')
          .join(t('comma')),
      more: (entry, community, venue) =>
        [t(`common:kind.${entry.activity.kind}`), community, ...(venue === null ? [] : [venue])].join(
          t('comma'),
        ),
      shortMark: (mark, festivalsOnly) => {
        if (mark.festival !== null) return t(`day.${mark.festival}`);
        return festivalsOnly ? '' : mark.rest ? t('day.restShort') : t('day.workedShort');
      },
      mark: (mark) => {
        if (mark === undefined) return '';
        const state = mark.rest ? [t('day.rest')] : mark.worked ? [t('day.worked')] : [];
        return [...state, ...(mark.festival === null ? [] : [t(`day.${mark.festival}`)])].join(' ');
      },
    };
  }, [format, t]);
}

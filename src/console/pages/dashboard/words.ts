import { useTranslation } from 'react-i18next';
import { type Kind, useFormat } from '~/ui';

export const KINDS: readonly Kind[] = ['self_governance', 'volunteer_service', 'training', 'festival'];

/** Words and figures of the charts, as people here write them. */
export function useWords() {
  const { t, i18n } = useTranslation(['dashboard', 'common']);
  const format = useFormat();
  return {
    t,
    i18n,
    format,
    kind: (kind: Kind) => t(`common:kind.${kind}`),
    count: (value: number) => format.number(value, 0),
    hours: (value: number) => t('hours', { hours: format.number(value, 1) }),
    /** Of yuan, as in charts and CSV files. */
    yuan: (value: number) => format.money(value * 100),
    share: (share: number | null) => (share === null ? '–' : format.percent(share, 0)),
    /** A cell: figures as people write them, text as it is. */
    cell: (value: string | number) => (typeof value === 'number' ? format.number(value, 1) : value),
  };
}

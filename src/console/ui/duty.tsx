import { Badge } from '@mantine/core';
import { type DutyState } from '@heli/contracts';
import { useTranslation } from 'react-i18next';

const COLORS: Readonly<Record<DutyState, string>> = {
  offered: 'amber',
  accepted: 'jade',
  declined: 'cinnabar',
  expired: 'cinnabar',
  withdrawn: 'gray',
  'checked-in': 'jade',
  'no-show': 'cinnabar',
  excused: 'gray',
  confirmed: 'indigo',
};

/** What became of somebody's place, in a word. */
export function DutyStateBadge({ state }: { readonly state: DutyState }) {
  const { t } = useTranslation('duty');
  return (
    <Badge variant={state === 'checked-in' ? 'filled' : 'light'} color={COLORS[state]} tt="none" fw={600}>
      {t(`state.${state}`)}
    </Badge>
  );
}

import {
  IconAlertCircle,
  IconBuildingCommunity,
  IconCalendarHeart,
  IconCalendarWeek,
  IconChartHistogram,
  IconClipboardList,
  IconClockHour4,
  IconDatabase,
  IconHistory,
  IconScale,
  IconUserCheck,
} from '@tabler/icons-react';
import { DECIDERS, KEEPERS, READERS, type Role } from './who';

export interface NavItem {
  /** Key of its name: `nav.<key>`. */
  readonly key: string;
  /** `:season` becomes the season's id; without a season the item is not shown. */
  readonly to: string;
  readonly icon: typeof IconCalendarWeek;
  readonly roles: readonly Role[];
  /** Only where this person is a volunteer, or speaks for a partner unit, themselves. */
  readonly own?: 'volunteer' | 'partner';
}

export const NAVIGATION: readonly NavItem[] = [
  { key: 'duties', to: '/my/duties', icon: IconCalendarHeart, roles: ['volunteer'], own: 'volunteer' },
  {
    key: 'availability',
    to: '/my/availability',
    icon: IconClockHour4,
    roles: ['volunteer'],
    own: 'volunteer',
  },
  { key: 'hours', to: '/my/hours', icon: IconUserCheck, roles: ['volunteer'], own: 'volunteer' },
  { key: 'partner', to: '/partner', icon: IconBuildingCommunity, roles: ['partner'], own: 'partner' },
  { key: 'desk', to: '/desk', icon: IconClipboardList, roles: [...KEEPERS] },
  { key: 'board', to: '/seasons/:season/board', icon: IconCalendarWeek, roles: [...READERS] },
  { key: 'runs', to: '/seasons/:season/runs', icon: IconScale, roles: [...READERS] },
  { key: 'open', to: '/seasons/:season/open', icon: IconAlertCircle, roles: [...READERS] },
  { key: 'dashboard', to: '/seasons/:season/dashboard', icon: IconChartHistogram, roles: [...READERS] },
  { key: 'pools', to: '/pools', icon: IconDatabase, roles: [...READERS] },
  { key: 'audit', to: '/audit', icon: IconHistory, roles: [...DECIDERS, 'auditor'] },
];

export { Confirm } from './Confirm';
export { type Column, DataTable, SmallTable } from './DataTable';
export { DutyStateBadge } from './duty';
export { Fold } from './Fold';
export { DEFAULT_ZONE, type Format, useFormat } from './format';
export { More } from './More';
export { useVolunteerNames } from './names';
export { Page } from './Page';
export { Sheet } from './Sheet';
export { Empty, Loaded, Loading, NoPermission, NotFound, ProblemAlert } from './states';
export { tell, tellProblem } from './tell';
export { type Term, TermHint, TERMS } from './Term';
export { Waiting } from './Waiting';
export { KeptWindows } from './KeptWindows';
export { addDays, weekdayOf as isoWeekday, zonedInstant } from './zone';
export { Hint, type Kind, KindBadge } from './words';
// Chart.tsx is not in here: ECharts is loaded by the pages that draw, `import { ChartPanel } from '~/ui/Chart'`.

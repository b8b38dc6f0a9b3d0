import { type AttendanceOfActivity } from '@heli/contracts';

/** How many of the list came. */
export const countIn = ({ duties }: AttendanceOfActivity): number =>
  duties.filter(({ state }) => state === 'checked-in' || state === 'confirmed').length;

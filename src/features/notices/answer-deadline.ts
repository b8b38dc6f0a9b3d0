const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

/** How long somebody has to answer. */
export interface AnswerTimes {
  /** Hours that a question stands. */
  readonly hours: number;
  /** Hours before the start at which the last answer is expected. */
  readonly beforeStartHours: number;
}

/**
 * Until when a question of `now` is answered: within the hours, and so long before the start that somebody or something
 * else can be found; where the start is near, half of the time that is left. In whole minutes.
 */
export function answerDeadline(start: Date, now: Date, { hours, beforeStartHours }: AnswerTimes): Date {
  const half = now.getTime() + Math.max(0, start.getTime() - now.getTime()) / 2;
  const latest = Math.max(start.getTime() - beforeStartHours * HOUR, half);
  const moment = Math.min(now.getTime() + hours * HOUR, latest);
  return new Date(Math.floor(moment / MINUTE) * MINUTE);
}

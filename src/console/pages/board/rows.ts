/** A row of the timeline: a community, or a venue. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  /** What is the matter in it, shortly. */
  readonly alarm: string;
}

/** Where and when an activity might be instead. */
export interface Place {
  readonly activityId: string;
  /** Milliseconds. */
  readonly start: number;
  readonly venueId: string | null;
}

/** Row of what has no venue. */
export const NO_VENUE = '-';

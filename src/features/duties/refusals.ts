import { type Violation } from '@heli/contracts';
import { type PlaceReason, type PlaceRefusal, SOFT_REASONS } from '@heli/contracts';
import { AppError } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';
import { translate } from '../../i18n/index.js';

/** What the rules of the allocator are called where somebody asks for a place. */
const CODES: Readonly<Record<string, PlaceReason>> = {
  'volunteer-available': 'free',
  'volunteer-one-place': 'collides',
  'minimum-rest': 'rest',
  'work-limits': 'over-hours',
  'volunteer-qualified': 'not-qualified',
  'minimum-age': 'age',
  'guardian-consent': 'guardian',
  'minor-not-alone': 'minor-alone',
  'volunteer-serves-community': 'community',
  pins: 'declined',
};

export interface Refusal {
  readonly code: PlaceReason;
  readonly activityIds: readonly string[];
}

export const isSoft = (code: PlaceReason): boolean => (SOFT_REASONS as readonly PlaceReason[]).includes(code);

/** Each reason once, with everything that is in the way. */
export function refusalsOf(violations: readonly Violation[], activityId: string): Refusal[] {
  const found = new Map<PlaceReason, Set<string>>();
  for (const { rule, activityIds } of violations) {
    const code = CODES[rule];
    if (code === undefined) throw new Error(`The rule ${rule} has no word for people`);
    const others = found.get(code) ?? new Set<string>();
    for (const id of activityIds) if (id !== activityId) others.add(id);
    found.set(code, others);
  }
  return [...found].map(([code, others]) => ({ code, activityIds: [...others] }));
}

export const refusalView = ({ code, activityIds }: Refusal): PlaceRefusal => ({
  code,
  soft: isSoft(code),
  message: translate(currentContext().language, `duties.reasons.${code}`),
  activityIds: [...activityIds],
});

/** The answer to whoever cannot have a place: all that is in the way, at once. */
export const placeRefused = (refusals: readonly Refusal[]): AppError =>
  new AppError('PLACE_REFUSED', `The place is refused: ${refusals.map(({ code }) => code).join(', ')}`, {
    faults: refusals.map((refusal) => ({ pointer: '', ...refusalView(refusal) })),
  });

import { problem, type Problem, type ProblemInput } from '@heli/contracts';
import { problemChanges } from './problem-changes.js';

const SEASON: ProblemInput = {
  format: 'heli-problem/1',
  name: '望京春季',
  horizon: { start: '2013-03-01T00:00:00+08:00', end: '2013-04-01T00:00:00+08:00' },
  communities: [{ id: 'wangjing', name: '望京' }],
  volunteers: [
    { id: 'wang', communityId: 'wangjing', availability: [] },
    { id: 'li', communityId: 'wangjing', availability: [] },
  ],
  activities: [
    {
      id: 'reading',
      title: '读书会',
      kind: 'training',
      communityId: 'wangjing',
      durationMinutes: 60,
      candidateStarts: ['2013-03-09T09:00:00+08:00'],
    },
  ],
  pins: [{ type: 'forbid-volunteer', activityId: 'reading', volunteerId: 'li' }],
};
const season = (change: (draft: ProblemInput) => void = () => undefined): Problem => {
  const draft = structuredClone(SEASON);
  change(draft);
  return problem.parse(draft);
};

describe('what of a season is not as it was', () => {
  it('is nothing where the same data were read again', () => {
    expect(problemChanges(season(), season())).toEqual([]);
  });

  it('names what came, what went and which members are different', () => {
    const now = season((draft) => {
      draft.volunteers = [
        { id: 'li', communityId: 'wangjing', availability: [], offeredMinutes: 120, ageClass: 'senior' },
        { id: 'zhao', communityId: 'wangjing', availability: [] },
      ];
      draft.policy = { minRestMinutes: 30 };
    });
    expect(problemChanges(season(), now)).toEqual([
      { kind: 'season', id: '', change: 'changed', fields: ['policy'] },
      { kind: 'volunteer', id: 'li', change: 'changed', fields: ['ageClass', 'offeredMinutes'] },
      { kind: 'volunteer', id: 'zhao', change: 'added', fields: [] },
      { kind: 'volunteer', id: 'wang', change: 'removed', fields: [] },
    ]);
  });

  it('counts decisions that were taken since, and not those that only the plan was held to', () => {
    const held = season((draft) => {
      draft.pins?.push({ type: 'drop-activity', activityId: 'reading' });
      draft.previous = { activities: [{ activityId: 'reading', start: '2013-03-09T09:00:00+08:00' }] };
    });
    expect(problemChanges(held, season())).toEqual([]);
    expect(problemChanges(season(), held)).toEqual([
      {
        kind: 'pin',
        id: '{"activityId":"reading","type":"drop-activity"}',
        change: 'added',
        fields: [],
      },
    ]);
  });
});

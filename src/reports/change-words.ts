import { type AvailabilityWindow, type Change, type Problem, WORK_LIMITS } from '@heli/contracts';
import { type Names } from './answers.js';
import { type Language } from './language.js';
import { yuan } from './money.js';
import { repairTexts } from './texts/repairs/texts.js';
import { reportTexts } from './texts/texts.js';
import { localSpan } from './times.js';

/** Says what would have to be otherwise, as one would ask for it. */
export class ChangeWords {
  constructor(
    private readonly problem: Problem,
    private readonly names: Names,
    private readonly language: Language,
  ) {}

  private get words(): ReturnType<typeof repairTexts>['change'] {
    return repairTexts(this.language).change;
  }

  list(items: readonly string[]): string {
    return items.join(reportTexts(this.language).listSeparator);
  }

  community(id: string): string {
    return this.problem.communities.find((community) => community.id === id)?.name ?? id;
  }

  skills(ids: readonly string[]): string {
    const named = ids.map((id) => this.problem.skills.find((skill) => skill.id === id)?.name ?? id);
    return named.length === 0 ? repairTexts(this.language).noSkill : this.list(named);
  }

  /** A change of several: new people who are alike are counted. */
  all(changes: readonly Change[]): string {
    const people = changes.filter((change) => change.type === 'add-volunteer');
    const said = new Set<string>();
    const parts: string[] = [];
    for (const change of changes) {
      const text =
        change.type === 'add-volunteer'
          ? this.newPeople(
              change,
              people.filter(
                ({ volunteer }) => String(volunteer.skillIds) === String(change.volunteer.skillIds),
              ).length,
            )
          : this.one(change);
      if (!said.has(text)) parts.push(text);
      said.add(text);
    }
    return repairTexts(this.language).together(parts);
  }

  private newPeople({ volunteer }: Extract<Change, { type: 'add-volunteer' }>, count: number): string {
    return this.words.newPeople(
      count,
      this.skills(volunteer.skillIds),
      this.when(volunteer.availability, volunteer.communityId),
    );
  }

  private when(windows: readonly AvailabilityWindow[], communityId: string | undefined): string {
    const zone = this.problem.communities.find(({ id }) => id === communityId)?.timeZone ?? 'UTC';
    const { weekdays } = reportTexts(this.language);
    return this.list(
      windows.map((window) =>
        window.type === 'dated'
          ? localSpan(window.start, window.end, zone)
          : repairTexts(this.language).weekly(
              this.list((window.weekdays ?? []).map((day) => weekdays[day - 1] ?? '')),
              window.from,
              window.to,
            ),
      ),
    );
  }

  private one(change: Change): string {
    const { words, names, problem } = this;
    const activity =
      'activityId' in change ? problem.activities.find(({ id }) => id === change.activityId) : undefined;
    const ownerOf = (id: string): string | undefined =>
      [...problem.volunteers, ...problem.venues].find((item) => item.id === id)?.communityId;
    switch (change.type) {
      case 'offer-start':
        return words.move(names.when(change.activityId, change.start));
      case 'allow-holidays':
        return words.onHoliday;
      case 'lower-minimum': {
        const min = activity?.roles.find(({ id }) => id === change.roleId)?.min ?? change.min;
        return words.fewerPeople(names.role(change.activityId, change.roleId), min, change.min);
      }
      case 'ease-venue': {
        const asked = activity?.venue;
        const without = (asked?.features ?? []).filter((item) => change.features?.includes(item) === false);
        return repairTexts(this.language).together([
          ...(change.anyVenue === true ? [words.anyVenue] : []),
          ...(change.minCapacity === undefined
            ? []
            : [words.fewerSeats(asked?.minCapacity ?? 0, change.minCapacity)]),
          ...(without.length > 0 ? [words.withoutFeatures(this.list(without))] : []),
        ]);
      }
      case 'share-venue':
        return words.lendVenue(names.thing(change.venueId), this.community(change.communityId));
      case 'open-venue':
        return words.openVenue(
          names.thing(change.venueId),
          this.when(change.windows, ownerOf(change.venueId)),
        );
      case 'add-volunteer':
        return this.newPeople(change, 1);
      case 'free-volunteer':
        return words.askPerson(
          names.person(change.volunteerId),
          this.when(change.windows, ownerOf(change.volunteerId)),
        );
      case 'qualify-volunteer':
        return words.certificate(
          names.person(change.volunteerId),
          this.skills([change.qualification.skillId]),
        );
      case 'raise-limit':
        return words.raiseLimit(names.person(change.volunteerId), this.limits(change));
      case 'add-donation': {
        const { amountFen, earmark } = change.donation;
        const purposes = earmark.purposes.map((purpose) => reportTexts(this.language).purpose(purpose));
        return words.money(
          yuan(amountFen),
          this.list(purposes),
          this.list(earmark.communityIds.map((id) => this.community(id))),
        );
      }
      case 'raise-donation':
        return words.largerGift(names.thing(change.donationId), yuan(change.byFen));
      case 'raise-spending-limit':
        return words.raiseSpending(names.thing(change.limitId), yuan(change.byFen));
      case 'add-equipment':
        return words.equipment(change.equipment.quantity, change.equipment.name);
      case 'add-group':
        return words.newGroup(
          this.list(change.group.tags),
          this.when(change.group.availability, change.group.communityId),
        );
      default:
        return words.takeBack;
    }
  }

  private limits(change: Extract<Change, { type: 'raise-limit' }>): string {
    const texts = repairTexts(this.language);
    const hours = ((change.offeredMinutes ?? 0) / 60).toLocaleString(this.language, {
      maximumFractionDigits: 1,
    });
    return this.list([
      ...WORK_LIMITS.flatMap((key) => {
        const value = change.limits[key];
        return value === undefined ? [] : [texts.limits[key](value)];
      }),
      ...(change.offeredMinutes === undefined ? [] : [texts.change.offered(hours)]),
    ]);
  }
}

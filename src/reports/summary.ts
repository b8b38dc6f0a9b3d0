import { type TierResult } from '@heli/contracts';
import Table from 'cli-table3';
import {
  type CommunityAccount,
  type EarmarkAccount,
  type KindAccount,
  type SeasonAccount,
} from './account.js';
import { type Language } from './language.js';
import { yuan } from './money.js';
import { describeOpen } from './open-places.js';
import { reportTexts, type ReportTexts } from './texts/texts.js';
import { lastDay, localStamp } from './times.js';

const MOST_COMMUNITIES = 40;
const MOST_EARMARKS = 40;
const MOST_EXAMPLES = 8;

/** The account of a season as a council member reads it: plain text, no colours. */
export function renderSummary(account: SeasonAccount, language: Language): string {
  const texts = reportTexts(language);
  const words = texts.summary;
  const { season } = account;
  const title = words.title(season.name);
  const from = localStamp(season.start, season.timeZone).slice(0, 10);
  return [
    title,
    words.period(from, lastDay(season.end, season.timeZone), season.timeZone),
    '',
    words.activities,
    activitiesTable(account, texts),
    ...communitiesTable(account, texts),
    '',
    words.places,
    words.placesFilled(account.places.filled, account.places.asked),
    ...(account.places.openInHeld + account.places.inDropped > 0
      ? [words.placesOpen(account.places.openInHeld, account.places.inDropped)]
      : []),
    ...(account.places.beyondTarget > 0 ? [words.placesBeyond(account.places.beyondTarget)] : []),
    ...(account.attendance.expected > 0
      ? [words.attendance(account.attendance.seated, account.attendance.expected)]
      : []),
    words.bookings(account.bookings.venues, account.bookings.groups, account.bookings.loans),
    '',
    words.fairness,
    ...fairness(account, texts, language),
    '',
    words.money,
    ...money(account, texts),
    '',
    words.proof,
    ...proof(account, texts, language),
    '',
    words.open,
    ...open(account, texts, language),
  ].join('\n');
}

const table = (head: readonly string[], numbersFrom: number): Table.Table =>
  new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, index) => (index < numbersFrom ? 'left' : 'right')),
  });

const placesCell = (row: Pick<KindAccount, 'placesAsked' | 'placesFilled'>): string =>
  `${row.placesFilled}/${row.placesAsked}`;

const tallyCells = (row: KindAccount | CommunityAccount): string[] => [
  String(row.asked),
  String(row.held),
  String(row.asked - row.held),
  placesCell(row),
];

function activitiesTable(account: SeasonAccount, texts: ReportTexts): string {
  const rows = table(texts.summary.activitiesHead, 1);
  const { asked, held, byKind } = account.activities;
  for (const row of byKind) rows.push([texts.kinds[row.kind], ...tallyCells(row)]);
  const places = placesCell({ placesAsked: account.places.asked, placesFilled: account.places.filled });
  rows.push([texts.summary.total, String(asked), String(held), String(asked - held), places]);
  return rows.toString();
}

function communitiesTable(account: SeasonAccount, texts: ReportTexts): string[] {
  const { byCommunity } = account.activities;
  if (byCommunity.length < 2) return [];
  const rows = table(texts.summary.communitiesHead, 1);
  for (const row of byCommunity.slice(0, MOST_COMMUNITIES)) rows.push([row.name, ...tallyCells(row)]);
  const rest = byCommunity.length - MOST_COMMUNITIES;
  return [rows.toString(), ...(rest > 0 ? [texts.summary.furtherRows(rest)] : [])];
}

function fairness(account: SeasonAccount, texts: ReportTexts, language: Language): string[] {
  const words = texts.summary;
  const { people } = account;
  const rows = table(words.loadHead, 1);
  for (const band of people.bands)
    rows.push([
      band.upTo === 0
        ? words.noTask
        : words.band(percent(band.above, language), percent(band.upTo, language)),
      band.people.toLocaleString(language),
    ]);
  return [
    words.serving(people.serving, people.offering, hours(people.minutes, language)),
    ...(people.busiest === null
      ? []
      : [
          words.busiest(
            texts.person(
              people.busiest.volunteerId,
              people.busiest.name === people.busiest.volunteerId ? null : people.busiest.name,
            ),
            percent(people.busiest.share, language),
            hours(people.busiest.minutes, language),
            hours(people.busiest.offeredMinutes, language),
          ),
        ]),
    ...(people.offering > 0 ? [rows.toString()] : []),
  ];
}

function money(account: SeasonAccount, texts: ReportTexts): string[] {
  const words = texts.summary;
  const { byEarmark, givenFen, usedFen } = account.money;
  if (byEarmark.length === 0) return [words.noMoney];
  const rows = table(words.moneyHead, 1);
  for (const row of byEarmark.slice(0, MOST_EARMARKS))
    rows.push([
      earmarkWords(row, texts),
      String(row.gifts),
      yuan(row.givenFen),
      yuan(row.usedFen),
      yuan(row.givenFen - row.usedFen),
    ]);
  const gifts = byEarmark.reduce((all, row) => all + row.gifts, 0);
  rows.push([words.total, String(gifts), yuan(givenFen), yuan(usedFen), yuan(givenFen - usedFen)]);
  const rest = byEarmark.length - MOST_EARMARKS;
  return [rows.toString(), ...(rest > 0 ? [words.furtherRows(rest)] : [])];
}

const MOST_NAMES = 3;

/** What gifts may pay for, e.g. `Festival · food, prizes · Anhua`. */
function earmarkWords(row: EarmarkAccount, texts: ReportTexts): string {
  const some = (names: readonly string[]): string[] =>
    names.length === 0
      ? []
      : names.length <= MOST_NAMES
        ? [names.join(texts.listSeparator)]
        : [
            texts.summary.andMore(
              names.slice(0, MOST_NAMES).join(texts.listSeparator),
              MOST_NAMES,
              names.length,
            ),
          ];
  const parts = [
    ...some(row.kinds.map((kind) => texts.kinds[kind])),
    ...some(row.purposes.map(texts.purpose)),
    ...some(row.communities),
    ...some(row.hostGroups),
  ];
  return parts.length === 0 ? texts.summary.earmarkAll : parts.join(' · ');
}

function proof(account: SeasonAccount, texts: ReportTexts, language: Language): string[] {
  const words = texts.summary;
  const { proof: proven } = account;
  const tiers = proven.tiers.map((tier, index) =>
    words.tier(index + 1, texts.tiers[tier.tier], verdictOn(tier, texts, language)),
  );
  return [
    words.orderOfAims,
    ...tiers.map((line) => `  ${line}`),
    overall(proven, texts, language),
    texts.terminations[proven.termination],
    words.computed(
      decimal(proven.wallMs / 1000, language),
      `${proven.solver.name} ${proven.solver.version}`,
      proven.size.columns,
      proven.size.rows,
      proven.blocks,
    ),
    proven.verified ? words.verified : words.notVerified,
  ];
}

/** Above that "at most so much better" helps nobody; the bound itself is told. */
const MEANINGFUL_GAP = 1;

function overall(proven: SeasonAccount['proof'], texts: ReportTexts, language: Language): string {
  const words = texts.summary;
  if (proven.quality === 'optimal' && proven.gap === 0) return words.overallBest;
  if (proven.gap > MEANINGFUL_GAP) return words.overallOpen;
  const gap = gapPercent(proven.gap, language);
  const asked = gapPercent(proven.requestedGap, language);
  return proven.gap <= proven.requestedGap
    ? words.overallProven(gap, asked)
    : words.overallNotProven(gap, asked);
}

function verdictOn(tier: TierResult, texts: ReportTexts, language: Language): string {
  const words = texts.summary;
  const exact = tier.quality === 'optimal';
  if (tier.tier === 'fairness') {
    const share = percent(tier.value, language);
    return exact ? words.loadProvenBest(share) : words.loadProvenWithin(share, percent(tier.bound, language));
  }
  if (exact) return words.provenBest;
  if (tier.tier === 'cost') return words.costProvenWithin(yuan(tier.value), yuan(tier.bound));
  const value = decimal(tier.value, language);
  const bound = decimal(tier.bound, language);
  return tier.gap > MEANINGFUL_GAP
    ? words.hardlyProven(value, bound)
    : words.provenWithin(gapPercent(tier.gap, language), value, bound);
}

function open(account: SeasonAccount, texts: ReportTexts, language: Language): string[] {
  const words = texts.summary;
  if (account.open.length + account.dropped.length === 0) return [words.nothingOpen];
  const reasons = table(words.reasonsHead, 1);
  for (const reason of account.reasons)
    reasons.push([texts.step(reason.rule), String(reason.places), String(reason.activities)]);
  const lines = [reasons.toString()];
  const list = (entries: SeasonAccount['open']): string[] =>
    entries.slice(0, MOST_EXAMPLES).flatMap((entry) => {
      const { headline, funnel } = describeOpen(entry, account.season.timeZone, language);
      return [`  · ${headline}`, ...(funnel === '' ? [] : [`      ${funnel}`])];
    });
  const rest = (count: number): string[] => (count > 0 ? [`  ${words.furtherOpen(count)}`] : []);
  if (account.dropped.length > 0)
    lines.push(words.dropped, ...list(account.dropped), ...rest(account.dropped.length - MOST_EXAMPLES));
  if (account.open.length > 0) {
    const largestFirst = [...account.open].sort((a, b) => b.missing - a.missing);
    lines.push(
      words.examples(Math.min(MOST_EXAMPLES, largestFirst.length), largestFirst.length),
      ...list(largestFirst),
      ...rest(largestFirst.length - MOST_EXAMPLES),
    );
  }
  return lines;
}

const percent = (share: number, language: Language): string =>
  share.toLocaleString(language, { style: 'percent', maximumFractionDigits: 2 });

/** Never rounds a gap down to nothing, nor to a better figure than was proven. */
function gapPercent(gap: number, language: Language): string {
  const shown = Math.ceil(gap * 1e6) / 1e6;
  return shown.toLocaleString(language, { style: 'percent', maximumFractionDigits: 4 });
}

const decimal = (value: number, language: Language): string =>
  value.toLocaleString(language, { maximumFractionDigits: 1 });

const hours = (minutes: number, language: Language): string => decimal(minutes / 60, language);

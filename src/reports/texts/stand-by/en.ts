import { type StandByTexts } from './stand-by-texts.js';

const roles = (count: number): string => (count === 1 ? '1 role has' : `${count} roles have`);

export const en: StandByTexts = {
  nothingHeld: 'No activity with a role takes place.',
  place: (activity, when, role) => `${activity}, ${when}, ${role}`,
  counts: (serving, eligible) =>
    `${serving} serving; ${eligible === 0 ? 'nobody' : eligible === 1 ? '1 person' : `${eligible} people`} could step in`,
  reserve: (number, person, { first, share, whom }) =>
    `${number}. ${person}${first ? ' (first reserve)' : ''}: load then ${share} of the time offered; ${whom}`,
  forAnyone: 'for anyone of the role',
  forSome: (people) => `only for ${people}`,
  openPlaceOnly: 'only for an open place',
  coming: (expected, min, probability) =>
    `Expected to come: ${expected}; the ${min} needed come with a probability of ${probability}.`,
  enough: 'No reserve has to be asked to come as well.',
  askToCome: (reserves, expected, probability) =>
    `Ask the first ${reserves === 1 ? 'reserve' : `${reserves} reserves`} to come as well: then ${expected} are expected, ${probability}.`,
  tooFew: (expected, probability) =>
    `All who could step in are too few; with those named ${expected} are expected, ${probability}.`,
  guarantee:
    'All first reserves can be called at the same time without a rule being broken; each of the others can be called alone.',
  withoutReserve: (places) => `${roles(places)} nobody who could step in.`,
  withoutFirst: (places) =>
    `${roles(places)} no first reserve: whoever could step in is first somewhere else at that time.`,
};

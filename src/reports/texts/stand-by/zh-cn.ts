import { type StandByTexts } from './stand-by-texts.js';

export const zhCN: StandByTexts = {
  nothingHeld: '方案中没有需要人手的活动。',
  place: (activity, when, role) => `${activity}，${when}，${role}`,
  counts: (serving, eligible) =>
    `已安排 ${serving} 人，${eligible === 0 ? '没有人可以替补' : `可替补 ${eligible} 人`}`,
  reserve: (index, person, { first, share, whom }) =>
    `${index}. ${person}${first ? '（首位替补）' : ''}：替补后负担为所报时间的 ${share}；${whom}`,
  forAnyone: '可替任何一人',
  forSome: (people) => `只能替${people}`,
  openPlaceOnly: '只能补空缺',
  coming: (expected, min, probability) =>
    `预计到场 ${expected} 人；至少要 ${min} 人，到齐的把握为 ${probability}。`,
  enough: '不必另请替补到场。',
  askToCome: (reserves, expected, probability) =>
    `请前 ${reserves} 位替补一同到场：预计到场 ${expected} 人，把握 ${probability}。`,
  tooFew: (expected, probability) =>
    `可替补的人全部到场也不够；加上列出的各位，预计到场 ${expected} 人，把握 ${probability}。`,
  guarantee: '所有首位替补可以同时顶上，不违反任何规则；其余替补可以单独顶上。',
  withoutReserve: (places) => `有 ${places} 个岗位没有人可以替补。`,
  withoutFirst: (places) => `有 ${places} 个岗位没有首位替补：能替补的人在同一时段已是别处的首位替补。`,
};

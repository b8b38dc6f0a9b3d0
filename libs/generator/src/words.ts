import { type Dataset } from '@heli/contracts';

/** What venues have, what groups do and what is lent, in the language of the names beside it. */
const WORDS: Readonly<Record<string, string>> = {
  indoor: '室内',
  outdoor: '室外',
  stage: '舞台',
  accessible: '无障碍',
  'projector-screen': '投影幕',
  medical: '诊疗设施',
  kitchen: '厨房',
  quiet: '安静',
  gym: '体育馆',
  performance: '演出',
  choir: '合唱',
  dance: '舞蹈',
  drum: '腰鼓',
  music: '器乐',
  opera: '戏曲',
  taichi: '太极拳',
  sport: '健身',
  calligraphy: '书画',
  papercut: '剪纸',
  handicraft: '手工',
  photography: '摄影',
  chess: '棋牌',
  reading: '阅读',
  children: '亲子',
  environment: '环保',
  patrol: '巡逻',
  projector: '投影仪',
  'sound-set': '音响',
  'folding-table': '折叠桌',
  'first-aid-kit': '急救箱',
  tent: '帐篷',
  'tool-kit': '维修工具箱',
  laptop: '笔记本电脑',
  'mobile-stage': '流动舞台',
};

const word = (code: string): string => WORDS[code] ?? code;
const words = (codes: readonly string[]): string[] => codes.map(word);

/**
 * The same season with tags that people read: codes of features, talents and equipment become Chinese words, in what is
 * offered and in what is asked for alike.
 */
export function inWords(data: Dataset): Dataset {
  return {
    ...data,
    venues: data.venues.map((venue) => ({ ...venue, features: words(venue.features) })),
    groups: data.groups.map((group) => ({ ...group, tags: words(group.tags) })),
    equipment: data.equipment.map((item) => ({ ...item, type: word(item.type) })),
    activities: data.activities.map((activity) => ({
      ...activity,
      venue: activity.venue && { ...activity.venue, features: words(activity.venue.features) },
      equipment: activity.equipment.map((demand) => ({ ...demand, type: word(demand.type) })),
      groups: activity.groups.map((demand) => ({ ...demand, tags: words(demand.tags) })),
    })),
  };
}

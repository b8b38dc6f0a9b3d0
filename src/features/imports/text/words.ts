import { type ActivityKind, type AgeClass, type AvailabilityStatus } from '@heli/contracts';
import { type Language } from '../../../i18n/index.js';
import { plain, type Read, said, unclear } from './read.js';

/** Words that people use for a value; the first of each language is the one that is written. */
export interface Vocabulary<T extends string | boolean> {
  readonly entries: readonly {
    readonly value: T;
    readonly 'zh-CN': readonly [string, ...string[]];
    readonly en: readonly [string, ...string[]];
  }[];
}

export const YES_NO: Vocabulary<boolean> = {
  entries: [
    { value: true, 'zh-CN': ['是', '有', '需要', '√', '对'], en: ['yes', 'y', 'true', '1'] },
    { value: false, 'zh-CN': ['否', '无', '没有', '不', '不需要', '×'], en: ['no', 'n', 'false', '0'] },
  ],
};

export const KINDS: Vocabulary<ActivityKind> = {
  entries: [
    {
      value: 'self_governance',
      'zh-CN': ['居民自治', '自治', '议事', '自治议事', '议事会'],
      en: ['self_governance', 'self-governance', 'self governance'],
    },
    {
      value: 'volunteer_service',
      'zh-CN': ['志愿服务', '服务'],
      en: ['volunteer_service', 'volunteer service', 'service'],
    },
    { value: 'training', 'zh-CN': ['培训', '讲座'], en: ['training', 'course'] },
    { value: 'festival', 'zh-CN': ['节庆活动', '节庆', '文化活动', '文体活动'], en: ['festival'] },
  ],
};

export const AGE_CLASSES: Vocabulary<AgeClass> = {
  entries: [
    { value: 'child', 'zh-CN': ['儿童', '14岁以下'], en: ['child', 'under 14'] },
    { value: 'minor', 'zh-CN': ['未成年', '少年', '未成年人', '14-17岁'], en: ['minor', '14-17'] },
    { value: 'adult', 'zh-CN': ['成年', '成人', '成年人', '18-59岁'], en: ['adult', '18-59'] },
    { value: 'senior', 'zh-CN': ['老年', '老人', '长者', '60岁以上'], en: ['senior', '60+', 'elder'] },
  ],
};

export const STATUSES: Vocabulary<AvailabilityStatus> = {
  entries: [
    { value: 'available', 'zh-CN': ['可以', '有空'], en: ['available'] },
    { value: 'preferred', 'zh-CN': ['优先', '首选', '最好'], en: ['preferred', 'prefer'] },
    { value: 'avoid', 'zh-CN': ['尽量避免', '尽量不', '避免'], en: ['avoid', 'rather not'] },
    {
      value: 'unavailable',
      'zh-CN': ['不可用', '不可', '没空', '不行', '停用'],
      en: ['unavailable', 'closed'],
    },
  ],
};

export function readWord<T extends string | boolean>(vocabulary: Vocabulary<T>, text: string): Read<T> {
  const word = plain(text).toLowerCase();
  const found = vocabulary.entries.find((entry) => entry['zh-CN'].includes(word) || entry.en.includes(word));
  if (found) return said(found.value);
  const choices = (language: Language) => vocabulary.entries.map((entry) => entry[language][0]).join(' / ');
  return unclear('not_a_word', { zh: choices('zh-CN'), en: choices('en') });
}

export function writeWord<T extends string | boolean>(
  vocabulary: Vocabulary<T>,
  value: T,
  language: Language,
): string {
  const found = vocabulary.entries.find((entry) => entry.value === value);
  return found ? found[language][0] : String(value);
}

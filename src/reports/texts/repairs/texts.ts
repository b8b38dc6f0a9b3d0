import { type Language } from '../../language.js';
import { en } from './en.js';
import { type RepairTexts } from './repair-texts.js';
import { zhCN } from './zh-cn.js';

export type { RepairTexts } from './repair-texts.js';

export const repairTexts = (language: Language): RepairTexts => (language === 'zh-CN' ? zhCN : en);

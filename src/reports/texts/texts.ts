import { type Language } from '../language.js';
import { en } from './en.js';
import { type ReportTexts } from './report-texts.js';
import { zhCN } from './zh-cn.js';

export type { ReportTexts } from './report-texts.js';

export const reportTexts = (language: Language): ReportTexts => (language === 'zh-CN' ? zhCN : en);

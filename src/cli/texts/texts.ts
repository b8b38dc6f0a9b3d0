import { type Language } from '../../reports/language.js';
import { en } from './en.js';
import { zhCN } from './zh-cn.js';

export type CliTexts = typeof en;
export type SchemaTexts = CliTexts['schema'];

export const textsOf = (language: Language): CliTexts => (language === 'zh-CN' ? zhCN : en);

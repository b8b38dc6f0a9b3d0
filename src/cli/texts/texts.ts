import { type Language } from '../../reports/language.js';
import { type CliTexts, en } from './en.js';
import { zhCN } from './zh-cn.js';

export type { CliTexts, SchemaTexts } from './en.js';

export const textsOf = (language: Language): CliTexts => (language === 'zh-CN' ? zhCN : en);

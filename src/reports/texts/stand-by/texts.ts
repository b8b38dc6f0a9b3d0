import { type Language } from '../../language.js';
import { en } from './en.js';
import { type StandByTexts } from './stand-by-texts.js';
import { zhCN } from './zh-cn.js';

export const standByTexts = (language: Language): StandByTexts => (language === 'zh-CN' ? zhCN : en);

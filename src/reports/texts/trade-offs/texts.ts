import { type Language } from '../../language.js';
import { en } from './en.js';
import { type TradeOffsTexts } from './trade-offs-texts.js';
import { zhCN } from './zh-cn.js';

export const tradeOffsTexts = (language: Language): TradeOffsTexts => (language === 'zh-CN' ? zhCN : en);

import { createHash } from 'node:crypto';
import express, { type Response } from 'express';
import { type Language } from '../i18n/index.js';
import { escaped } from './html.js';

/** A page for one answer: what is asked, and a button for each thing that can be said. Texts are plain. */
export interface AnswerPage {
  readonly language: Language;
  readonly title: string;
  readonly lines: readonly string[];
  /** None: there is nothing to answer any more. */
  readonly choices: readonly { readonly answer: string; readonly label: string }[];
  /** Label of a field for a reason, sent as `reason`; left out: there is no field. */
  readonly reason?: string;
}

const STYLE = `body{font:1.1rem/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.4rem}button{font:inherit;padding:.6rem 1.4rem;margin:.5rem .5rem .5rem 0;border:1px solid #555;border-radius:.4rem;background:#f2f2f2}
input{font:inherit;width:100%;padding:.4rem;box-sizing:border-box}`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Longest reason that the field takes. */
export const REASON_LENGTH = 400;

/** The page as HTML; its form posts `answer` and `reason` to the page's own address. No script, nothing from elsewhere. */
export function answerPage({ language, title, lines, choices, reason }: AnswerPage): string {
  const said = lines.map((line) => `<p>${escaped(line)}</p>`).join('\n');
  const field =
    reason === undefined
      ? ''
      : `<p><label>${escaped(reason)}<input name="reason" maxlength="${REASON_LENGTH}"></label></p>`;
  const buttons = choices
    .map(({ answer, label }) => `<button name="answer" value="${escaped(answer)}">${escaped(label)}</button>`)
    .join('');
  const form = choices.length === 0 ? '' : `<form method="post">${field}${buttons}</form>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>
${said}
${form}</body></html>
`;
}

/** Sends the page; neither it nor its address is kept by anybody on the way. */
export function sendAnswerPage(response: Response, page: AnswerPage): string {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('content-security-policy', POLICY);
  forbidKeeping(response);
  return answerPage(page);
}

export function forbidKeeping(response: Response): void {
  response.setHeader('cache-control', 'no-store');
}

const FORM_BYTES = 8 * 1024;

/** Reads the form of an answer page, beside JSON: `consumer.apply(answerForm).forRoutes(…)`. */
export const answerForm = express.urlencoded({ extended: false, limit: FORM_BYTES, parameterLimit: 10 });

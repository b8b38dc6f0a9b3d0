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

/** As the console looks: what says yes is green, and thumbs find it. */
const STYLE = `body{margin:0;padding:1.5rem 1rem;font:1.1rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#222;background:#f6f7f5}
main{max-width:34rem;margin:0 auto;padding:1.25rem 1.5rem 1.5rem;background:#fff;border:1px solid #dee2e0;border-radius:1rem;box-sizing:border-box}
h1{margin:0 0 .75rem;font-size:1.4rem}p{margin:.5rem 0}label{display:block;margin-top:1rem;color:#5a635e;font-size:1rem}
input{font:inherit;width:100%;min-height:3rem;padding:.4rem .75rem;border:1px solid #8b938f;border-radius:.5rem;box-sizing:border-box}
div{display:flex;gap:.75rem;margin-top:1.25rem}
button{flex:1;min-height:3.25rem;padding:.5rem 1rem;font:inherit;font-weight:600;color:#222;border:1px solid #8b938f;border-radius:.5rem;background:#fff;cursor:pointer}
button[value=accept],button[value=confirm]{color:#fff;border-color:#0f6b5c;background:#0f6b5c}
:focus-visible{outline:2px solid #0f6b5c;outline-offset:2px}`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Longest reason that the field takes. */
export const REASON_LENGTH = 400;

/** The page as HTML; its form posts `answer` and `reason` to the page's own address. No script, nothing from elsewhere. */
export function answerPage({ language, title, lines, choices, reason }: AnswerPage): string {
  const said = lines.map((line) => `<p>${escaped(line)}</p>`).join('\n');
  const field =
    reason === undefined
      ? ''
      : `<label>${escaped(reason)}<input name="reason" maxlength="${REASON_LENGTH}"></label>`;
  const buttons = choices
    .map(({ answer, label }) => `<button name="answer" value="${escaped(answer)}">${escaped(label)}</button>`)
    .join('');
  const form = choices.length === 0 ? '' : `<form method="post">${field}<div>${buttons}</div></form>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>
${said}
${form}</main></body></html>
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

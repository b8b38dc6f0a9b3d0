import { createHash } from 'node:crypto';
import { type CertificateCheck } from '@heli/contracts';
import { escaped } from '../../../http/html.js';
import { type Language, translate } from '../../../i18n/index.js';
import { dateIn, durationIn } from './certificate-words.js';

const STYLE = `body{margin:0;padding:0 1rem;background:#f6f2ea;color:#222;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{max-width:34rem;margin:2.5rem auto;padding:2rem;background:#fff;border:1px solid #d9cbb0;border-radius:.5rem}
h1{margin:0 0 1rem;font-size:1.35rem;color:#9e1b1b}
.state{margin:0 0 1.25rem;padding:.7rem 1rem;border-radius:.4rem;font-weight:600}
.valid{background:#e8f3e8;color:#1d5c2a}.over{background:#fbe9e7;color:#8c1c13}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1.2rem;margin:0}
dt{color:#6b6259}dd{margin:0;overflow-wrap:anywhere}
p{color:#6b6259;font-size:.875rem}`;

/** Nothing but this style, from nowhere: the page has no script, no picture and no form. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What is known of a certificate, for whoever scans the code on it; null: there is none. */
export function verifyPage(check: CertificateCheck | null, language: Language): string {
  const say = (key: string, params: Readonly<Record<string, string>> = {}) =>
    translate(language, `certificate.page.${key}`, params);
  const state = check === null ? 'unknown' : check.state;
  const rows: [string, string][] =
    check === null
      ? []
      : [
          [say('number'), check.number],
          [say('name'), check.name ?? say('erased')],
          [say('period'), `${dateIn(language, check.from)} – ${dateIn(language, check.until)}`],
          [say('hours'), durationIn(language, check.minutes)],
          [say('services'), String(check.services)],
          [say('issuer'), check.issuer],
          [say('issued'), dateIn(language, check.issuedOn)],
          ...(check.revokedAt === null
            ? []
            : [[say('over'), dateIn(language, check.revokedAt.slice(0, 10))] satisfies [string, string]]),
          ['SHA-256', check.sha256],
        ];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(say('title'))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(say('title'))}</h1>
<div class="state ${state === 'valid' ? 'valid' : 'over'}">${escaped(say(`states.${state}`))}</div>
${rows.length === 0 ? '' : `<dl>\n${rows.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('\n')}\n</dl>`}
<p>${escaped(say(check === null ? 'hintUnknown' : 'hint'))}</p>
</main>
</body>
</html>
`;
}

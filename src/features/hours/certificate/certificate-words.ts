import { type ActivityKind, type HourCertificateView } from '@heli/contracts';
import { type Language, translate } from '../../../i18n/index.js';

/** Everything that a certificate says, in its language. */
export interface CertificateWords {
  readonly title: string;
  readonly titleSize: number;
  readonly titleSpacing: number;
  readonly subtitle: string;
  readonly number: string;
  readonly certifies: string;
  readonly name: string;
  readonly statement: string;
  readonly total: string;
  readonly columns: Readonly<Record<'date' | 'title' | 'kind' | 'minutes', string>>;
  readonly sum: string;
  readonly more: string;
  readonly continued: string;
  readonly verify: string;
  readonly seal: string;
  readonly issued: string;
  readonly date: (date: string) => string;
  readonly kind: (kind: ActivityKind) => string;
  readonly duration: (minutes: number) => string;
  readonly missing: (codePoints: readonly string[]) => string;
  /** All characters that may be needed. */
  readonly all: readonly string[];
}

const other: Readonly<Record<Language, Language>> = { 'zh-CN': 'en', en: 'zh-CN' };

export const durationIn = (language: Language, minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const key = hours === 0 ? 'minutes' : rest === 0 ? 'hours' : 'hoursMinutes';
  return translate(language, `certificate.duration.${key}`, { hours, minutes: rest });
};

/** `2013年3月9日`, `9 March 2013` */
export const dateIn = (language: Language, date: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));

export function wordsOf(certificate: HourCertificateView): CertificateWords {
  const { language, from, until, services, minutes } = certificate;
  const say = (key: string, params: Readonly<Record<string, string | number>> = {}) =>
    translate(language, `certificate.${key}`, params);
  const duration = (amount: number): string => durationIn(language, amount);
  const isChinese = language === 'zh-CN';
  const words = {
    title: say('title'),
    titleSize: isChinese ? 34 : 25,
    titleSpacing: isChinese ? 6 : 0.5,
    subtitle: translate(other[language], 'certificate.title'),
    number: say('number', { number: certificate.number }),
    certifies: say('certifies'),
    name: certificate.name ?? '',
    statement: say('statement', {
      from: dateIn(language, from),
      until: dateIn(language, until),
      count: services.length,
    }),
    total: duration(minutes),
    columns: {
      date: say('columns.date'),
      title: say('columns.title'),
      kind: say('columns.kind'),
      minutes: say('columns.minutes'),
    },
    sum: say('sum', { duration: duration(minutes) }),
    more: say('more'),
    continued: say('continued'),
    verify: say('verify'),
    seal: say('seal'),
    issued: say('issued', { date: dateIn(language, certificate.issuedOn) }),
  };
  const { columns, ...lines } = words;
  const shown = services.flatMap((service) => [
    service.title,
    service.date,
    say(`kinds.${service.kind}`),
    duration(service.minutes),
  ]);
  const missing = (codePoints: readonly string[]): string => say('missing', { list: codePoints.join(' ') });
  return {
    ...words,
    date: (date) => date,
    kind: (kind) => say(`kinds.${kind}`),
    duration,
    missing,
    all: [
      ...Object.values(lines).map(String),
      ...Object.values(columns),
      ...shown,
      certificate.issuer,
      certificate.verifyUrl,
      missing(['U+0123456789ABCDEF']),
      'SHA-256 0123456789abcdef',
    ],
  };
}

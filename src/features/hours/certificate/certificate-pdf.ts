import { type HourCertificateView } from '@heli/contracts';
import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { type CertificateWords, wordsOf } from './certificate-words.js';
import { codePointOf, type Line, Typesetter } from './typesetter.js';

type Service = HourCertificateView['services'][number];

// A4, points
const PAGE = { width: 595.28, height: 841.89 };
const MIDDLE = PAGE.width / 2;
const LEFT = 74;
const RIGHT = PAGE.width - LEFT;
const INK = {
  plain: '#222222',
  quiet: '#6b6259',
  red: '#9e1b1b',
  gold: '#b08d4a',
  line: '#d9cbb0',
  band: '#f7f1e4',
};
const TABLE = { top: 392, row: 20, first: 9, next: 26 };
const COLUMNS = { date: LEFT + 8, title: LEFT + 96, kind: RIGHT - 132, minutes: RIGHT - 8 };

/** The certificate as a page to print, with a second and further pages where the services need them. */
export async function certificatePdf(
  certificate: HourCertificateView,
  extraFont: string | null,
): Promise<Buffer> {
  const words = wordsOf(certificate);
  const issuedAt = new Date(certificate.issuedAt);
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    lang: certificate.language,
    displayTitle: true,
    info: {
      Title: `${words.title} ${certificate.number}`,
      Author: certificate.issuer,
      CreationDate: issuedAt,
      ModDate: issuedAt,
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.once('end', () => resolve(Buffer.concat(chunks)));
    document.once('error', reject);
  });
  const setter = await Typesetter.open(document, words.all, extraFont);
  new CertificatePages(document, setter, certificate, words).draw();
  document.end();
  return done;
}

class CertificatePages {
  constructor(
    private readonly page: InstanceType<typeof PDFDocument>,
    private readonly setter: Typesetter,
    private readonly certificate: HourCertificateView,
    private readonly words: CertificateWords,
  ) {}

  draw(): void {
    const { services } = this.certificate;
    const fitsOne = services.length <= TABLE.first;
    this.frame();
    this.head();
    this.statement();
    this.table(TABLE.top, fitsOne ? services : services.slice(0, TABLE.first), fitsOne);
    this.foot();
    const rest = services.slice(TABLE.first);
    for (let from = 0; from < rest.length; from += TABLE.next) {
      this.page.addPage();
      this.frame();
      this.write(this.words.continued, { x: LEFT, y: 96, size: 13, weight: 700, color: INK.red });
      this.write(this.words.number, { x: RIGHT, y: 96, size: 9, color: INK.quiet, align: 'right' });
      this.table(112, rest.slice(from, from + TABLE.next), from + TABLE.next >= rest.length);
      this.notes(PAGE.height - 66);
    }
  }

  private write(text: string, line: Line): void {
    this.setter.write(text, line);
  }

  private frame(): void {
    const { page } = this;
    page
      .lineWidth(2.2)
      .strokeColor(INK.gold)
      .rect(34, 34, PAGE.width - 68, PAGE.height - 68)
      .stroke();
    page
      .lineWidth(0.6)
      .rect(41, 41, PAGE.width - 82, PAGE.height - 82)
      .stroke();
    for (const x of [41, PAGE.width - 41])
      for (const y of [41, PAGE.height - 41]) {
        page.circle(x, y, 7).fillAndStroke('#ffffff', INK.gold);
        page.circle(x, y, 2.2).fill(INK.gold);
      }
  }

  private head(): void {
    const { words } = this;
    this.write(words.title, {
      x: MIDDLE,
      y: 134,
      size: words.titleSize,
      weight: 700,
      color: INK.red,
      align: 'center',
      spacing: words.titleSpacing,
    });
    this.write(words.subtitle, {
      x: MIDDLE,
      y: 158,
      size: 11,
      color: INK.quiet,
      align: 'center',
      spacing: 1,
    });
    this.page
      .lineWidth(0.8)
      .strokeColor(INK.gold)
      .moveTo(MIDDLE - 60, 174)
      .lineTo(MIDDLE + 60, 174)
      .stroke();
    this.write(words.number, { x: RIGHT, y: 200, size: 9.5, color: INK.quiet, align: 'right' });
  }

  private statement(): void {
    const { words } = this;
    const size = words.name.length > 24 ? 18 : 25;
    const name = this.setter.fit(words.name, RIGHT - LEFT, { size, weight: 700 });
    const mark = { x: MIDDLE, align: 'center' } as const;
    this.write(words.certifies, { ...mark, y: 226, size: 12 });
    this.write(name, { ...mark, y: 260, size, weight: 700 });
    const width = Math.max(120, this.setter.widthOf(name, { size, weight: 700 }) + 36);
    this.page
      .lineWidth(0.6)
      .strokeColor(INK.line)
      .moveTo(MIDDLE - width / 2, 269)
      .lineTo(MIDDLE + width / 2, 269)
      .stroke();
    const body = { size: 12 };
    const lines = this.setter.wrap(words.statement, RIGHT - LEFT - 30, body);
    lines.forEach((line, index) => this.write(line, { ...mark, y: 294 + index * 19, ...body }));
    this.write(words.total, { ...mark, y: 324 + lines.length * 19, size: 26, weight: 700, color: INK.red });
  }

  private table(top: number, services: readonly Service[], closes: boolean): void {
    const { page, words } = this;
    const cell = { size: 9.5, color: INK.plain };
    page.rect(LEFT, top, RIGHT - LEFT, TABLE.row).fill(INK.band);
    const heading = { size: 9.5, weight: 700, color: INK.quiet, y: top + 13.5 } as const;
    this.write(words.columns.date, { x: COLUMNS.date, ...heading });
    this.write(words.columns.title, { x: COLUMNS.title, ...heading });
    this.write(words.columns.kind, { x: COLUMNS.kind, ...heading });
    this.write(words.columns.minutes, { x: COLUMNS.minutes, align: 'right', ...heading });
    services.forEach((service, index) => {
      const y = top + TABLE.row * (index + 1);
      const line = { ...cell, y: y + 13.5 };
      this.write(words.date(service.date), { x: COLUMNS.date, ...line });
      const title = this.setter.fit(service.title, COLUMNS.kind - COLUMNS.title - 10, cell);
      this.write(title, { x: COLUMNS.title, ...line });
      this.write(words.kind(service.kind), { x: COLUMNS.kind, ...line });
      this.write(words.duration(service.minutes), { x: COLUMNS.minutes, align: 'right', ...line });
      this.rule(y + TABLE.row);
    });
    const end = top + TABLE.row * (services.length + 1);
    const note = closes ? words.sum : words.more;
    this.write(note, {
      x: COLUMNS.minutes,
      y: end + 15,
      size: 9.5,
      weight: 700,
      color: INK.quiet,
      align: 'right',
    });
  }

  private rule(y: number): void {
    this.page.lineWidth(0.4).strokeColor(INK.line).moveTo(LEFT, y).lineTo(RIGHT, y).stroke();
  }

  private foot(): void {
    const { words, page, certificate } = this;
    const top = 648;
    this.qrCode(LEFT, top, 84);
    const x = LEFT + 98;
    const small = { size: 8.5, color: INK.quiet };
    this.write(words.verify, { x, y: top + 12, size: 9.5, weight: 700 });
    breakAddress(certificate.verifyUrl, 42).forEach((line, index) =>
      this.write(line, { x, y: top + 28 + index * 12, ...small }),
    );
    const seal = { x: RIGHT - 70, y: top + 40, radius: 42 };
    page
      .lineWidth(0.9)
      .dash(3, { space: 3 })
      .strokeColor(INK.red)
      .circle(seal.x, seal.y, seal.radius)
      .stroke()
      .undash();
    this.write(words.seal, { x: seal.x, y: seal.y + 3, size: 9, color: '#c98f8f', align: 'center' });
    const issuer = this.setter.fit(certificate.issuer, RIGHT - LEFT - 130, { size: 12, weight: 700 });
    this.write(issuer, { x: RIGHT, y: top + 108, size: 12, weight: 700, align: 'right' });
    this.write(words.issued, { x: RIGHT, y: top + 125, size: 9.5, color: INK.quiet, align: 'right' });
    this.notes(PAGE.height - 66);
  }

  /** The digest, and which characters could not be written. */
  private notes(y: number): void {
    const small = { size: 6.5, color: INK.quiet } as const;
    const lacking = [...this.setter.missing].map(codePointOf);
    if (lacking.length > 0) {
      const note = this.setter.fit(this.words.missing(lacking), RIGHT - LEFT, { size: 7.5 });
      this.write(note, { x: LEFT, y: y - 11, size: 7.5, color: INK.quiet });
    }
    this.write(`SHA-256 ${this.certificate.sha256}`, { x: LEFT, y, ...small });
  }

  private qrCode(x: number, y: number, width: number): void {
    const { data, size } = encode(this.certificate.verifyUrl, { ecc: 'M', border: 0 });
    const module = width / size;
    data.forEach((row, line) =>
      row.forEach((isDark, column) => {
        if (isDark) this.page.rect(x + column * module, y + line * module, module + 0.05, module + 0.05);
      }),
    );
    this.page.fill(INK.plain);
  }
}

/** An address in lines of at most so many letters, broken after a slash where that is near. */
function breakAddress(address: string, most: number): string[] {
  if (address.length <= most) return [address];
  const slash = address.lastIndexOf('/', most - 1);
  const at = slash > most / 2 ? slash + 1 : most;
  return [address.slice(0, at), ...breakAddress(address.slice(at), most)];
}

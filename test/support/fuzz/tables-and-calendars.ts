import { type Random } from '@heli/generator';
import { deflateRawSync } from 'node:zlib';
import { nastyText, plainText } from './texts.js';

const HEADERS = [
  'id',
  '编号',
  'name',
  '姓名',
  '名称',
  'community',
  '社区',
  'phone',
  'availability',
  '时段',
  'rrule',
  '状态',
  '分钟',
];

/** A table as somebody's spreadsheet might write it, or might not. */
export function csvFile(random: Random): Buffer {
  const columns = random.sample(HEADERS, random.int(1, 6));
  const cell = (): string => {
    const text = random.chance(0.3) ? nastyText(random).slice(0, 25_000) : plainText(random, 1, 12);
    return random.chance(0.7) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = Array.from({ length: random.int(0, 5) }, () => columns.map(cell).join(','));
  const text = [columns.join(','), ...rows].join(random.pick(['\n', '\r\n', '\r']));
  return random.weighted<() => Buffer>([
    [() => Buffer.from(text), 6],
    [() => Buffer.from(`\ufeff${text}`, 'utf16le'), 1],
    [() => Buffer.from(text, 'latin1'), 1],
    [() => Buffer.from(Array.from({ length: 300 }, () => random.int(0, 255))), 1],
    [() => Buffer.alloc(0), 1],
  ])();
}

interface Entry {
  readonly name: string;
  readonly content: Buffer;
  /** What the archive says of its length; left out: the truth. */
  readonly declared?: number;
}

/** A ZIP archive (APPNOTE.TXT 6.3.10) that may lie about what is in it. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declared = content.length } of entries) {
    const packed = deflateRawSync(content);
    const path = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(declared, 22);
    local.writeUInt16LE(path.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(declared, 24);
    central.writeUInt16LE(path.length, 28);
    central.writeUInt32LE(offset, 42);
    parts.push(local, path, packed);
    directory.push(central, path);
    offset += 30 + path.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

const WORKBOOK = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const RELATIONS = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`;

/** The parts of a workbook with one sheet. */
export const workbookOf = (sheet: string | Buffer, declared?: number): Buffer =>
  zipOf([
    { name: 'xl/workbook.xml', content: Buffer.from(WORKBOOK) },
    { name: 'xl/_rels/workbook.xml.rels', content: Buffer.from(RELATIONS) },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: Buffer.from(sheet),
      ...(declared === undefined ? {} : { declared }),
    },
  ]);

export function xlsxFile(random: Random): Buffer {
  const cell = (at: string): string =>
    `<c r="${at}" t="${random.pick(['inlineStr', 's', 'n', 'd', 'b', 'e', 'x'])}"><is><t>${random.pick(['id', '1', '&lol;', 'name'])}</t></is><v>${random.pick(['1', '-1', '1e999', 'x', '99999'])}</v></c>`;
  const sheet = `<worksheet><sheetData><row r="1">${cell('A1')}${cell(random.pick(['B1', 'XFD1', 'ZZZZ1', 'A0', 'A1']))}</row></sheetData></worksheet>`;
  const file = workbookOf(
    sheet,
    random.chance(0.2) ? random.pick([0, 1, 10_000_000, 0xffffffff]) : undefined,
  );
  if (random.chance(0.5)) return file;
  const broken = Buffer.from(file);
  for (let changes = random.int(1, 6); changes > 0; changes--)
    broken[random.int(4, broken.length - 1)] = random.int(0, 255);
  return random.chance(0.3) ? broken.subarray(0, random.int(4, broken.length)) : broken;
}

export function calendarFile(random: Random): Buffer {
  const lines = [
    'BEGIN:VCALENDAR',
    ...Array.from({ length: random.int(0, 4) }, () => [
      'BEGIN:VEVENT',
      random.pick([
        'DTSTART:20130305T110000Z',
        'DTSTART;VALUE=DATE:20130305',
        'DTSTART;TZID=Asia/Nowhere:20130305T1100',
        'DTSTART:00000000',
      ]),
      random.pick(['DURATION:PT1H', 'DURATION:P9999W', 'DTEND:20130305T120000Z', 'DTEND:19000101', '']),
      random.pick([
        'RRULE:FREQ=DAILY',
        'RRULE:FREQ=SECONDLY',
        'RRULE:FREQ=YEARLY;INTERVAL=0',
        'RRULE:FREQ=MONTHLY;BYDAY=99MO',
        'RDATE:20130307T110000Z,x',
        `X-A:${nastyText(random).slice(0, 2_000)}`,
      ]),
      ...(random.chance(0.9) ? ['END:VEVENT'] : []),
    ]),
    ...(random.chance(0.9) ? ['END:VCALENDAR'] : []),
  ].flat();
  return Buffer.from(lines.join('\r\n'));
}

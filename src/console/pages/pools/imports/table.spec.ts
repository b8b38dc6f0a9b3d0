import { describe, expect, it } from '@jest/globals';
import { corrected, decoded, delimiterOf, written } from './table';

describe('a table that is corrected before it is stored', () => {
  const file = {
    delimiter: ',',
    rows: [[''], ['编号', ' 名称 ', '容量'], ['v1', '礼堂', '很多'], ['v2', '一室']],
  };

  it('changes the cells that faults name by row and column, also where the row is short', () => {
    const { rows } = corrected(file, [
      { row: 3, column: '容量', value: '120' },
      { row: 4, column: '容量', value: '30' },
      { row: 3, column: '没有这列', value: 'x' },
      { row: 2, column: '容量', value: '标题不改' },
      { row: 9, column: '容量', value: 'x' },
    ]);
    expect(rows.slice(1)).toEqual([
      ['编号', ' 名称 ', '容量'],
      ['v1', '礼堂', '120'],
      ['v2', '一室', '30'],
    ]);
  });

  it('is written so that cells with signs of their own come back', () => {
    expect(written({ delimiter: ';', rows: [['a;b', 'say "hi"', 'two\nlines', 'plain']] })).toBe(
      '\uFEFF"a;b";"say ""hi""";"two\nlines";plain\r\n',
    );
  });

  it('is read as spreadsheets write it here', () => {
    const gbk = Uint8Array.from([0xc0, 0xf1, 0xcc, 0xc3]);
    expect(decoded(gbk)).toBe('礼堂');
    expect(decoded(new TextEncoder().encode('礼堂'))).toBe('礼堂');
    expect(decoded(Uint8Array.from([0xff, 0xfe, 0x3c, 0x79]))).toBe('礼');
    expect(delimiterOf('编号;名称, 称呼;容量\n1,2,3,4')).toBe(';');
  });
});

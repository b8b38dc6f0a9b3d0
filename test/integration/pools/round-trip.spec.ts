import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Dataset, importKind } from '@heli/contracts';
import { generatePilot } from '@heli/generator';
import { DataSource } from 'typeorm';
import { loadProblem } from '../../../src/features/problems/index.js';
import { loadDataset } from '../../../src/features/datasets/index.js';
import { exportFile, importFile } from '../../../src/features/imports/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';

let app: TestApp;
let dataSource: DataSource;
let pilot: Dataset;

beforeAll(async () => {
  app = await startTestApp();
  dataSource = app.app.get(DataSource);
  pilot = generatePilot({ seed: 2013 });
  await loadDataset(dataSource, pilot);
});
afterAll(() => app.close());

describe('the pilot', () => {
  it.each([
    ['zh-CN', 'csv'],
    ['en', 'xlsx'],
  ] as const)('goes out in %s as %s and comes back without a change', async (lang, format) => {
    const before = await loadProblem(dataSource, pilot.season.id);
    for (const kind of importKind.options) {
      const file = await exportFile(dataSource, kind, { format, lang });
      const report = await importFile(dataSource, kind, file.bytes, { lang: 'en' });
      const expected = { kind, faults: [], created: 0, updated: 0, unchanged: file.rows, ignoredColumns: [] };
      expect(report).toMatchObject(expected);
    }
    expect(await loadProblem(dataSource, pilot.season.id)).toEqual(before);
  });
});

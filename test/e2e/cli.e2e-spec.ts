import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RULES } from '@heli/allocator';
import { heli } from '../support/heli.js';

describe('heli', () => {
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const write = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(file(name), content);
    return file(name);
  };
  let example: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heli-cli-'));
    const text = await readFile('docs/formats.md', 'utf8');
    example = /<!-- worked example: problem -->\s+```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    await write('example.json', example);
    const solved = await heli(['solve', file('example.json'), '--out', file('example-plan.json')]);
    expect(solved).toMatchObject({ code: 0 });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('limited by work, makes the same plan with any number of threads', async () => {
    const season = ['--communities', '2', '--volunteers', '60', '--activities', '18', '--weeks', '5'];
    const problem = file('by-work.json');
    expect(await heli(['generate', '--seed', '5', ...season, '--out', problem])).toMatchObject({ code: 0 });
    const plans = [];
    for (const threads of ['1', '2', '3']) {
      const out = file(`by-work-${threads}.json`);
      const solved = await heli(['solve', problem, '--nodes', '40', '--threads', threads, '--out', out]);
      expect(solved).toMatchObject({ code: 0 });
      const { certificate, ...plan } = JSON.parse(await readFile(out, 'utf8'));
      plans.push({ ...plan, certificate: { ...certificate, wallMs: 0, cpuMs: 0 } });
    }
    expect(plans[1]).toEqual(plans[0]);
    expect(plans[2]).toEqual(plans[0]);
    expect(await heli(['solve', problem, '--nodes', '0'])).toMatchObject({ code: 2 });
  });

  describe('answers questions about a plan', () => {
    const about = (): string[] => [file('example.json'), file('example-plan.json')];
    const changed = (...changes: unknown[]): Promise<string> =>
      write('changes.json', JSON.stringify({ format: 'heli-changes/1', changes }));

    it('who could step in for somebody who declined, and why not the others', async () => {
      // A second first-aider: with both there, one is the medic of the fair and the other one of its helpers.
      const second = JSON.parse(example);
      second.volunteers.push({ ...second.volunteers[0], id: 'v4', name: '孙丽' });
      const problem = await write('second.json', JSON.stringify(second));
      await heli(['solve', problem, '--out', file('second-plan.json')]);
      const plan = JSON.parse(await readFile(file('second-plan.json'), 'utf8'));
      const { volunteerId: medic } = plan.assignments.find(
        ({ activityId, roleId }: Record<string, string>) => activityId === 'fair' && roleId === 'medic',
      );
      const question = ['--activity', 'fair', '--role', 'medic', '--declined', medic];
      const { code, stdout } = await heli(['recommend', problem, file('second-plan.json'), ...question]);
      const other = medic === 'v1' ? '孙丽 (v4)' : '王芳 (v1)';
      expect(stdout).toContain('1 person could by the rules; 1 compared, the best 1 shown');
      expect(stdout).toContain(`1. ${other}: places filled and attendance seated: `);
      expect(stdout).toContain(`− ${other} no longer serves at 健康义诊 as 引导员`);
      expect(stdout).toContain('1 declined or are kept away by an earlier decision');
      expect(code).toBe(0);
    });

    it('that somebody who could is needed where they are', async () => {
      const question = ['--activity', 'fair', '--role', 'helper', '--declined', 'v2'];
      const { code, stdout } = await heli(['recommend', ...about(), ...question]);
      expect(stdout).toContain('1 person could by the rules, but cannot be spared where they are needed now');
      expect(code).toBe(1);
    });

    it('what other plans there are to choose from, and writes the one that is chosen', async () => {
      const out = file('chosen.json');
      const weigh = [
        'trade-offs',
        ...about(),
        '--held-at-least',
        '0',
        '--between',
        'coverage',
        'cost',
        'disruption',
      ];
      const { code, stdout } = await heli([...weigh, '--lang', 'zh-CN', '--out', out, '--pick', '1']);
      expect(stdout).toContain('在岗位与座位落实、经费、变动人数之间权衡');
      expect(stdout).toContain('公平的代价');
      expect(code).toBe(0);
      expect(await heli(['verify', file('example.json'), out])).toMatchObject({ code: 0 });
      const machine = await heli([...weigh, '--json']);
      expect(JSON.parse(machine.stdout)).toMatchObject({
        ok: true,
        command: 'trade-offs',
        tradeOffs: { measures: ['coverage', 'cost', 'disruption'], ended: 'done' },
      });
      expect(await heli([...weigh, '--pick', '1'])).toMatchObject({ code: 2 });
      expect(await heli(['trade-offs', ...about(), '--between', 'cost'])).toMatchObject({ code: 2 });
      const tooMany = ['trade-offs', ...about(), '--held-at-least', '999999'];
      expect(await heli(tooMany)).toMatchObject({ code: 1 });
    });

    it('who stands by, and that nobody does, with exit code 1', async () => {
      const second = JSON.parse(example);
      second.volunteers.push({ ...second.volunteers[0], id: 'v4', name: '孙丽' });
      const problem = await write('reserve.json', JSON.stringify(second));
      const plan = file('reserve-plan.json');
      await heli(['solve', problem, '--out', plan]);
      const { code, stdout } = await heli(['stand-by', problem, plan, 'training', '--lang', 'zh-CN']);
      expect(stdout).toContain('可替补 1 人');
      expect(stdout).toMatch(/1\. (王芳（v1）|孙丽（v4）)（首位替补）/);
      expect(stdout).toContain('所有首位替补可以同时顶上，不违反任何规则');
      expect(stdout).not.toContain('到场');
      expect(code).toBe(0);
      const machine = await heli(['stand-by', problem, plan, 'training', '--json']);
      expect(JSON.parse(machine.stdout)).toMatchObject({
        ok: true,
        command: 'stand-by',
        standBy: { places: [{ activityId: 'training', roleId: 'trainer', eligible: 1 }], withoutReserve: 0 },
      });
      const none = await heli(['stand-by', ...about(), 'training', '--lang', 'en']);
      expect(none.stdout).toContain('nobody could step in');
      expect(none.code).toBe(1);
      const unknown = await heli(['stand-by', ...about(), 'opera', '--json']);
      expect(JSON.parse(unknown.stdout)).toMatchObject({ ok: false, code: 'ACTIVITY_UNKNOWN' });
    });

    it('that nobody can, with exit code 1', async () => {
      const { code, stdout } = await heli([
        'recommend',
        ...about(),
        '--activity',
        'training',
        '--role',
        'trainer',
        '--declined',
        'v1',
        '--lang',
        'zh-CN',
      ]);
      expect(stdout).toContain('急救培训，2013-03-09 09:00：谁可以担任讲师？');
      expect(stdout).toContain('没有人选');
      expect(stdout).toContain('2 人不具备所需技能，或当日证书无效');
      expect(code).toBe(1);
    });

    it('what a decision would cost, for people and for programs', async () => {
      const changes = await changed({
        type: 'hold-activity',
        activityId: 'council',
        start: '2013-03-10T15:00:00+08:00',
      });
      const { code, stdout } = await heli(['what-if', ...about(), changes]);
      expect(stdout).toContain('居民议事会: 2013-03-10 09:30, 社区活动中心 → 2013-03-10 15:00, 社区活动中心');
      expect(code).toBe(0);
      const { answer } = JSON.parse((await heli(['what-if', ...about(), changes, '--json'])).stdout);
      expect(answer).toMatchObject({ kind: 'possible', exact: true, difference: { peopleConcerned: 0 } });
    });

    it('why something cannot be', async () => {
      const changes = await changed(
        { type: 'drop-activity', activityId: 'training' },
        { type: 'hold-activity', activityId: 'fair' },
      );
      const { code, stdout } = await heli(['what-if', ...about(), changes, '--lang', 'zh-CN']);
      expect(stdout).toContain('不可行');
      expect(stdout).toContain('predecessors');
      expect(code).toBe(1);
    });

    it('why a place is open, and what would fill it', async () => {
      const { code, stdout } = await heli(['explain', ...about(), '--lang', 'zh-CN']);
      expect(stdout).toContain('未落实：0 项活动不举办，1 个岗位缺人');
      expect(stdout).toContain(
        '1) 再招 1 人（不要求特别技能），2013-03-09 14:00–16:00 → 可补上 1 人，不再缺人',
      );
      expect(code).toBe(0);
      const { explanations } = JSON.parse(
        (await heli(['explain', ...about(), 'fair', 'helper', '--json'])).stdout,
      );
      expect(explanations).toMatchObject([
        { bottleneck: 'volunteer-one-place', repairs: [{ kinds: ['new-person'], checked: true }] },
      ]);
      expect(await heli(['explain', ...about(), 'training'])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Nothing is open there'),
      });
    });

    it('what one more would be worth', async () => {
      const { code, stdout } = await heli(['recruit', ...about()]);
      expect(stdout).toContain('every Sat 14:00–16:00, 安华社区: +1 place filled');
      expect(code).toBe(0);
    });

    it('a new plan after a decline, that nobody else need hear of it, and files that heli verify accepts', async () => {
      const changes = await changed({ type: 'forbid-volunteer', activityId: 'fair', volunteerId: 'v2' });
      const files = ['--out', file('new-plan.json'), '--out-problem', file('new-problem.json')];
      const { code, stdout } = await heli(['replan', ...about(), changes, ...files]);
      expect(stdout).toContain('1 person changes; fewer is impossible.');
      expect(code).toBe(0);
      expect(await heli(['verify', file('new-problem.json'), file('new-plan.json')])).toMatchObject({
        code: 0,
      });
      const json = ['--json', '--published-until', '2013-03-01T00:00:00+08:00'];
      const { answer } = JSON.parse((await heli(['replan', ...about(), changes, ...json])).stdout);
      expect(answer).toMatchObject({
        kind: 'possible',
        people: [],
        fewestPeople: 0,
        fewerIsImpossible: true,
      });
      expect((await heli(['replan', ...about(), changes, '--lang', 'zh-CN'])).stdout).toContain('不可能更少');
    });

    it('a new plan only for windows in order, and into two files', async () => {
      const changes = await changed({ type: 'forbid-volunteer', activityId: 'fair', volunteerId: 'v2' });
      const windows = ['--frozen-until', '2013-04-01T00:00:00+08:00', '--published-until'];
      expect(
        await heli(['replan', ...about(), changes, ...windows, '2013-03-01T00:00:00+08:00']),
      ).toMatchObject({ code: 1, stderr: expect.stringContaining('/publishedUntil') });
      expect(await heli(['replan', ...about(), changes, '--out', file('x.json')])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--out-problem'),
      });
    });

    it('only where they make sense', async () => {
      expect(await heli(['recommend', ...about(), '--activity', 'fair', '--role', 'cook'])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('its roles: medic, helper'),
      });
      expect(
        await heli([
          'recommend',
          ...about(),
          '--activity',
          'fair',
          '--role',
          'helper',
          '--declined',
          'v9',
          'v8',
        ]),
      ).toMatchObject({ code: 1, stderr: expect.stringMatching(/v9(.|\n)*v8/) });
      const unknown = await changed({ type: 'forbid-venue', activityId: 'nope', venueId: 'hall' });
      expect(await heli(['what-if', ...about(), unknown])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('/changes/0/activityId'),
      });
      const wrong = await changed({ type: 'wish', activityId: 'fair' });
      expect(await heli(['what-if', ...about(), wrong])).toMatchObject({ code: 3 });
      const other = await write('other.json', example.replace('"priority": 7', '"priority": 8'));
      expect(
        await heli(['recommend', other, file('example-plan.json'), '--activity', 'fair', '--role', 'helper']),
      ).toMatchObject({ code: 1, stderr: expect.stringContaining('was not made for') });
    });
  });

  describe('speaks', () => {
    it('of its commands and exit codes, in the language asked for', async () => {
      const english = await heli(['--help']);
      expect(english.code).toBe(0);
      for (const command of [
        'demo',
        'serve',
        'import',
        'export',
        'generate',
        'solve',
        'verify',
        'recommend',
        'what-if',
        'explain',
        'recruit',
        'replan',
        'report',
        'migrate',
        'schema',
      ])
        expect(english.stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
      expect(english.stdout).toContain('130  stopped by Ctrl-C');
      expect((await heli(['solve', '--help', '--lang', 'zh-CN'])).stdout).toContain('用法：');
      expect((await heli(['--help'], { env: { LANG: 'zh_CN.UTF-8' } })).stdout).toContain('退出码：');
    });

    it('of the next command in a line that works where it is pasted', async () => {
      const generate = ['generate', '--volunteers', '9', '--activities', '3', '--out', file('next.json')];
      expect((await heli(generate)).stdout).toContain(`Plan it: heli solve ${file('next.json')}`);
      const byNpm = await heli(generate, { env: { npm_lifecycle_event: 'heli' } });
      expect(byNpm.stdout).toContain(`Plan it: npm run heli -- solve ${file('next.json')}`);
    });

    it('of a wrong command line with exit code 2', async () => {
      expect(await heli(['solv'])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('there is no command "solv". Did you mean solve?'),
      });
      expect(await heli(['solve', 'x', '--gap', 'much'])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('"much": expected a number from 0 to 1. See `heli solve --help`.'),
      });
      expect(await heli(['solve', 'x', '--solver', 'cplex', '--lang', 'zh'])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('应为下列之一：highs、js-lp'),
      });
      expect(await heli(['generate'])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--out <file> is missing'),
      });
      expect(await heli([])).toMatchObject({ code: 2 });
    });
  });

  describe('reads', () => {
    it('neither what is not there nor folders, and says so', async () => {
      expect(await heli(['solve', file('absent.json')])).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('There is no file'),
      });
      expect(await heli(['solve', folder])).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('is a folder'),
      });
    });

    it('only JSON in UTF-8, and names line and column otherwise', async () => {
      const broken = await write('broken.json', '{\n  "format": "heli-problem/1",\n  "name" "x"\n}');
      expect(await heli(['solve', broken])).toMatchObject({
        code: 3,
        stderr: expect.stringContaining(
          'line 3, column 10: expected a colon after the field name, found "\\""',
        ),
      });
      const gbk = await write('gbk.json', Buffer.from([0x22, 0xba, 0xcf, 0xc1, 0xa6, 0x22]));
      expect(await heli(['solve', gbk])).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('is not UTF-8'),
      });
    });

    it('a file that breaks its format with all faults at once, for people and for machines', async () => {
      const faulty = JSON.parse(example);
      faulty.volunteers[0].agClass = 'adult';
      faulty.donations[0].amountFen = -5;
      delete faulty.activities[1].title;
      const path = await write('faulty.json', JSON.stringify(faulty));
      const { code, stdout, stderr } = await heli(['solve', path, '--json']);
      expect(code).toBe(3);
      expect(stderr).toContain('3 faults');
      expect(JSON.parse(stdout)).toMatchObject({
        ok: false,
        exitCode: 3,
        code: 'SCHEMA',
        file: path,
        faults: [
          { pointer: '/volunteers/0/agClass', code: 'unknown-field', value: 'adult' },
          { pointer: '/donations/0/amountFen', message: 'is -5; expected at least 0' },
          { pointer: '/activities/1/title', code: 'missing-field' },
        ],
      });
    });

    it('the wrong one of our own formats with one clear sentence', async () => {
      expect(await heli(['verify', file('example-plan.json'), file('example.json')])).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('Are two files in the wrong order?'),
      });
    });

    it('a byte order mark and standard input as gladly', async () => {
      const { code, stdout } = await heli(['solve', '-', '--out', '-'], { stdin: `\uFEFF${example}` });
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ format: 'heli-plan/1' });
    });
  });

  describe('solves and verifies', () => {
    it('a problem whose references do not fit not at all: exit code 1 and pointers', async () => {
      const stray = JSON.parse(example);
      stray.activities[2].communityId = 'nowhere';
      stray.activities[1].predecessorIds = ['missing'];
      const path = await write('stray.json', JSON.stringify(stray));
      const { code, stdout } = await heli(['solve', path, '--json', '--quiet']);
      expect(code).toBe(1);
      const { faults } = JSON.parse(stdout);
      expect(faults.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
        '/activities/1/predecessorIds/0',
        '/activities/2/communityId',
      ]);
      expect(await heli(['verify', path, file('example-plan.json')])).toMatchObject({ code: 1 });
    });

    it('the worked example, with both engines, and tells a council in Chinese', async () => {
      const { code, stdout } = await heli([
        'solve',
        file('example.json'),
        '--solver',
        'js-lp',
        '--out',
        file('js.json'),
        '--lang',
        'zh-CN',
      ]);
      expect(code).toBe(0);
      expect(stdout).toContain('安华社区三月周末：方案总览');
      for (const plan of ['js.json', 'example-plan.json'])
        expect(await heli(['verify', file('example.json'), file(plan)])).toMatchObject({
          code: 0,
          stdout: expect.stringContaining('The plan keeps every rule'),
        });
    });

    it('a generated season, the same for the same seed', async () => {
      const ask = [
        'generate',
        '--volunteers',
        '120',
        '--activities',
        '24',
        '--communities',
        '2',
        '--weeks',
        '3',
        '--seed',
        '7',
      ];
      expect(await heli([...ask, '--out', file('a.json')])).toMatchObject({ code: 0 });
      const again = await heli([...ask, '--out', '-']);
      expect(again.stdout).toBe(await readFile(file('a.json'), 'utf8'));
      expect(
        await heli(['solve', file('a.json'), '--out', file('a-plan.json'), '--time-limit', '5']),
      ).toMatchObject({ code: 0 });
      expect(await heli(['verify', file('a.json'), file('a-plan.json')])).toMatchObject({ code: 0 });
    });

    it('a tampered plan: exit code 1, the rule, the people and the times', async () => {
      const plan = JSON.parse(await readFile(file('example-plan.json'), 'utf8'));
      const medic = plan.assignments.find((entry: { roleId: string }) => entry.roleId === 'medic');
      medic.volunteerId = 'v3';
      const path = await write('tampered.json', JSON.stringify(plan));
      const { code, stdout } = await heli(['verify', file('example.json'), path]);
      expect(code).toBe(1);
      expect(stdout).toContain('[volunteer-qualified]');
      expect(stdout).toContain('赵敏 (v3)');
      expect(stdout).toContain('2013-03-09 14:00–16:00');
      expect((await heli(['verify', file('example.json'), path, '--lang', 'zh-CN'])).stdout).toContain(
        RULES.find(({ name }) => name === 'volunteer-qualified')?.sentence['zh-CN'] ?? 'no such rule',
      );
      expect(JSON.parse((await heli(['verify', file('example.json'), path, '--json'])).stdout)).toMatchObject(
        {
          ok: false,
          violations: expect.arrayContaining([
            expect.objectContaining({ rule: 'volunteer-qualified', volunteerIds: ['v3'] }),
          ]),
        },
      );
    });

    it('until Ctrl-C, which keeps the best plan so far', async () => {
      await heli([
        'generate',
        '--volunteers',
        '1500',
        '--activities',
        '300',
        '--communities',
        '5',
        '--weeks',
        '10',
        '--demand',
        '4',
        '--tightness',
        '2',
        '--out',
        file('large.json'),
      ]);
      const { code, stderr } = await heli(
        ['solve', file('large.json'), '--gap', '0', '--out', file('large-plan.json')],
        {
          interruptAt: /Solving/,
        },
      );
      expect(stderr).toContain('the best plan so far is kept');
      expect(code).toBe(0);
      expect(JSON.parse(await readFile(file('large-plan.json'), 'utf8')).certificate.termination).toBe(
        'cancelled',
      );
      expect(await heli(['verify', file('large.json'), file('large-plan.json')])).toMatchObject({ code: 0 });
    }, 300_000);

    it('without ever overwriting its own input', async () => {
      expect(await heli(['solve', file('example.json'), '--out', file('example.json')])).toMatchObject({
        code: 2,
      });
    });
  });

  it('writes reports into a folder that it makes', async () => {
    const { code, stderr } = await heli([
      'report',
      file('example.json'),
      file('example-plan.json'),
      '--out',
      file('reports'),
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('season.ics');
    expect(await readFile(join(file('reports'), 'schedule.csv'), 'utf8')).toContain('急救培训');
  });

  it.each(['problem', 'plan', 'changes', 'dataset'])(
    'prints the JSON Schema of a %s, every field of which the docs explain',
    async (format) => {
      const { code, stdout } = await heli(['schema', format]);
      expect(code).toBe(0);
      const schema = JSON.parse(stdout);
      expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
      if (format === 'dataset') return;
      const docs = await readFile('docs/formats.md', 'utf8');
      const fields = new Set<string>();
      JSON.stringify(schema, (key, value) => {
        if (key === 'properties') for (const name of Object.keys(value)) fields.add(name);
        return value;
      });
      expect([...fields].filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
    },
  );
});

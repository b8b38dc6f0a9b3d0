import catalogue from '../../i18n/zh-CN.json' with { type: 'json' };
import { type Progress } from '@heli/contracts';
import { type JsonFault } from '../json-locator.js';
import { type CliTexts } from './en.js';

const number = (value: number): string => value.toLocaleString('zh-CN');

const expectedJson: Readonly<Record<JsonFault['expected'], string>> = {
  value: '一个值',
  key: '用双引号括起来的字段名（前面是不是多了一个逗号？）',
  'key-or-end': '用双引号括起来的字段名或 }',
  'value-or-end': '一个值或 ]',
  colon: '字段名后面的冒号',
  'comma-or-brace': '逗号或 }',
  'comma-or-bracket': '逗号或 ]',
  'end-of-text': '文件结束',
  'end-of-string': '文本末尾的双引号（文本里的换行要写成 \\n）',
  escape: '反斜杠后面应为 \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX 之一',
  number: '负号后面的数字',
};

const phase: Readonly<Record<Progress['phase'], string>> = {
  validate: '检查输入',
  build: '建立模型',
  blocks: '分块求解',
  coupling: '合并各块',
  fairness: '均衡负担',
  finish: '收尾',
  verify: '独立核验',
};

const typeNames: Readonly<Record<string, string>> = {
  string: '带引号的文本',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  object: '对象 { … }',
  array: '列表 [ … ]',
  record: '对象 { … }',
  null: 'null',
};

const formats: Readonly<Record<string, string>> = {
  datetime: '带时区偏移的时刻，例如 2013-03-09T14:00:00+08:00',
  date: '真实存在的日期 YYYY-MM-DD，例如 2013-03-09',
};

const measures = { number: '', characters: ' 个字符', entries: ' 项' } as const;

const DEMO_ROLES: Readonly<Record<string, string>> = {
  council: '理事会',
  coordinator: '协调员',
  auditor: '督导',
  partner: '社会单位',
  volunteer: '志愿者',
  admin: '管理员',
};

export const zhCN: CliTexts = {
  failed: (message) => `错误：${message}`,
  interrupted: '已中止。',
  unexpected: (message) =>
    `错误：发生了意料之外的问题：${message}\n设置 HELI_DEBUG=1 再运行一次，可以看到完整的调用轨迹。`,
  faultCodes: catalogue.engineFaults,
  valueThere: (value) => `（当前为 ${value}）`,
  wholeDocument: '（整个文件）',
  moreFaults: (count) => `……另有 ${count} 处（加 --json 可全部列出）`,
  standardInput: '标准输入',
  standardOutput: '标准输出',
  noSuchFile: (file) => `找不到文件 ${file}。`,
  isDirectory: (file) => `${file} 是文件夹，这里需要一个文件。`,
  notAllowed: (file) => `没有读取 ${file} 的权限。`,
  cannotRead: (file, code) => `无法读取 ${file}（${code}）。`,
  tooLarge: (file, megabytes) => `${file} 超过 ${megabytes} MB，超出可读取的上限。`,
  notUtf8: (file) => `${file} 不是 UTF-8 文本（是不是 GBK 或 UTF-16？），请另存为 UTF-8 后重试。`,
  notJson: (file) => `${file} 不是 JSON。`,
  notJsonAt: (file, fault) =>
    `${file} 不是 JSON：第 ${fault.line} 行第 ${fault.column} 列：此处应为${expectedJson[fault.expected]}，实际是${
      fault.found === undefined ? '文件末尾' : ` ${JSON.stringify(fault.found)}`
    }。`,
  otherFormat: (file, found, wanted) =>
    `${file} 的格式是“${found}”，这里需要“${wanted}”。是不是两个文件的次序弄反了？`,
  notThisFormat: (file, format, count) =>
    `${file} 不是合格的 ${format} 文件，共 ${count} 处错误。正确的格式可用 \`heli schema\` 查看。`,
  noSuchFolder: (file) => `无法写入 ${file}：所在文件夹不存在。`,
  notAllowedToWrite: (file) => `没有写入 ${file} 的权限。`,
  diskFull: (file) => `无法写入 ${file}：磁盘已满。`,
  cannotWrite: (file, code) => `无法写入 ${file}（${code}）。`,
  wouldOverwriteInput: (file) => `--out ${file} 会覆盖输入文件，请换一个文件名。`,
  bothFromStandardInput: '两个文件中只能有一个来自标准输入（-）。',

  schema: {
    missing: (right) => `缺少此项，应为${right}`,
    wrong: (found, right) => `当前为 ${found}，应为${right}`,
    unknownField: (name) => `这里没有名为“${name}”的字段，请删除或改正名称`,
    type: (name) => typeNames[name] ?? name,
    oneOf: (values) =>
      values.length === 1
        ? `“${values.join()}”`
        : `下列之一：${values.map((value) => `“${value}”`).join('、')}`,
    atLeast: (limit, measure) => `不小于 ${limit}${measures[measure]}`,
    atMost: (limit, measure) => `不大于 ${limit}${measures[measure]}`,
    multipleOf: (divisor) => `${divisor} 的整数倍`,
    regex: (pattern) => `符合 ${pattern} 的文本`,
    clockTime: '00:00 到 24:00 之间的时间 HH:mm',
    sha256: '64 位十六进制数字（SHA-256）',
    format: (name) => formats[name],
  },

  phase,
  blocks: '块',
  gapSoFar: (gap) => `主要目标距理论最优至多差 ${(gap * 100).toFixed(2)}%`,

  help: {
    description: '合力（Heli）：汇集社区的人、场地、物资和善款，算出每项活动由谁、用什么、在何时完成。',
    usage: '用法：',
    arguments: '参数：',
    options: '选项：',
    globalOptions: '通用选项：',
    commands: '命令：',
    exitCodes: `退出码：
  0    完成
  1    结论为“否”：方案违反规则、输入被拒绝、数据库结构不一致
  2    命令行写法有误
  3    文件不存在、无法读取，或与格式不符
  4    求解器、数据库、磁盘或端口出现故障
  130  被 Ctrl-C 中止，没有结果`,
    more: '问题文件与方案文件的格式见 docs/formats.md。',
    json: '在标准输出上只输出一份 JSON，其余文字输出到标准错误',
    lang: '界面语言：zh-CN 或 en（默认依 LANG 而定）',
    quiet: '除错误外不输出任何文字',
    help: '显示帮助',
    version: '显示版本',
    helpCommand: '显示某个命令的帮助',
    dataDir: '内置数据库所在文件夹（默认取 HELI_DATA_DIR，否则为 ./.heli）',
    problemFile: '问题文件（JSON），- 表示标准输入',
    planFile: '方案文件（JSON），- 表示标准输入',
    solve: {
      description: '编排一季活动：读入问题，输出带证明的方案',
      out: '方案写到哪里，- 表示标准输出',
      timeLimit: '到这么多秒就停下，保留当前最好的方案',
      nodes: '每个分块最多搜索这么多个节点，不看时钟：换机器、换线程数，方案都不变',
      gap: '一旦证明与理论最优的差距不超过此比例即停止',
      seed: '随机选择所用的种子',
      solver: '求解引擎：highs 或 js-lp',
      threads: '求解线程数（默认每个处理器核心一个，至多四个）',
      explain: '逐条列出未落实的岗位及其原因',
    },
    verify: { description: '不依赖求解过程，独立核验方案是否符合问题中的全部规则' },
    recommend: {
      description: '方案中某个岗位谁可以担任：人选及其确切代价，以及其他人为什么不行',
      activity: '活动编号',
      role: '岗位编号',
      declined: '已谢绝者的编号',
      max: '列出多少名人选',
    },
    whatIf: {
      description: '如果某处不同，方案会怎样；若排不出来，是哪些规则不允许',
      changes: '假设的改动（JSON，heli-changes/1），- 表示标准输入',
    },
    replan: {
      description: '情况有变后重新编排：服务水平不降，需要另行通知的人数已证明最少',
      changes: '发生的变动（JSON，heli-changes/1），- 表示标准输入',
      frozenUntil: '此时刻之前开始的活动一律照旧，例如 2013-03-09T00:00:00+08:00',
      publishedUntil: '此时刻之前开始的活动已经通知到人，之后的仍是草案（默认全部已通知）',
      out: '新方案写入的文件，须与 --out-problem 同用',
      outProblem: '变动后的问题写入的文件，新方案与它配套',
    },
    portfolio: {
      description: '可支出的钱逐步增加时该办哪些活动：每档预算的最佳组合，附证明或上限',
      budgets:
        '各档预算（元）：1000,2500.50，或“起..止/档数”，如 0..8000/9（默认从零到最佳方案的支出，分五档）',
      least:
        '至少举办的数量，尽量满足：kind=festival:2、community=<编号>:3、kind=training,community=<编号>:1',
      kind: '预算只管这些类型的活动',
      community: '预算只管这些社区的活动',
      choose: '选定的预算（元）：按全部目标编出方案并写入文件',
      out: '该方案写入的文件，须与 --choose、--out-problem 同用',
      outProblem: '带有该预算的问题写入的文件，方案与它配套',
    },
    explain: {
      description: '岗位为什么缺人、活动为什么不举办，以及经重新求解确认的补救办法',
      activity: '活动编号；不填则列出全部未落实的',
      role: '该活动的岗位编号',
      limit: '列出多少组同类情形（JSON 中为全部）',
    },
    recruit: {
      description: '什么最紧缺，多一份能带来什么',
      max: '人员、场地时段、经费、器材、队伍各列出多少项',
    },
    standBy: {
      description: '方案中每个岗位的替补名单：有人来不了时，依次请谁顶上',
      activity: '某项活动的编号；不写则列出全部要办的活动',
      max: '每个岗位列出几名替补',
      probability: '社区启用到场率时：人数下限要有多大把握（0 到 1）；不写则按预计人数算',
    },
    tradeOffs: {
      description: '列出几个可选方案，在落实程度、公平、经费、少变动之间权衡，并算出公平的代价',
      between:
        '权衡的项目，二至四项：coverage（落实程度）、fairness（公平）、cost（经费）、disruption（变动人数），最看重的在前（默认四项全选）',
      points: '最多列出几个方案',
      heldAtLeast: '每个方案在“举办的活动”一项至少要得的分数（默认同现方案）',
      out: '由 --pick 选定的方案写入的文件',
      pick: '写入 --out 的是第几个方案',
    },
    questionTimeLimit: '到这么多秒就停下，给出当时已知的结果',
    report: { description: '把方案写成 CSV、日历（iCalendar）和给理事会的总览', out: '存放文件的文件夹' },
    generate: {
      description: '生成任意规模的模拟活动季',
      pilot: '试点数据：10 个社区、3,020 名志愿者、2013 年上半年',
      volunteers: '志愿者人数',
      activities: '活动数量',
      communities: '社区数量',
      weeks: '活动季的周数',
      seed: '种子相同，结果相同',
      roaming: '愿意到其他社区服务的志愿者比例，0 到 1',
      demand: '多人岗位的需求倍数',
      tightness: '全部岗位所需时间与全体志愿者时长上限之比；0 表示上限宽松',
      festivalWeek: '集中在季中某一周的活动比例，0 到 1',
      sharedBudget: '不限用途的单笔善款占全部善款的比例，0 到 1',
      budgetTightness: '各项预算最低额之和与全部善款之比；试点为 0.8，大于 1 即钱不够用',
      impossible: '无法举办的活动比例，0 到 1',
      dataset: '输出完整数据集（heli-dataset/1），而不是问题文件',
      out: '写到哪里，- 表示标准输出',
    },
    schema: { description: '输出某种格式的 JSON Schema：problem、plan、changes 或 dataset' },
    account: {
      description: '管理登录账号',
      create: '新建账号，或给已有账号授予角色；密码取自 HELI_PASSWORD，未设置时会提示输入',
      login: '登录用户名',
      role: '账号的角色',
      organization: '组织编号；不填则为平台管理员',
      name: '称呼；不填则用登录用户名',
      contact: '接收验证码的电子邮箱或电话号码',
    },
    migrate: {
      description: '升级、回退或比对数据库结构',
      up: '执行所有尚未执行的迁移（默认）',
      down: '撤销最近一次迁移',
      check: '只比对：实体、迁移与数据库结构是否一致',
    },
    backup: {
      description: '把服务在同一时刻的全部数据写入一个新文件夹',
      out: '存放备份的文件夹',
      keep: '其中只保留最新的若干份备份',
    },
    restore: {
      description: '把备份恢复到没有数据的数据库：要么全部恢复，要么不作任何改动',
      archive: '备份所在的文件夹',
      force: '丢弃数据库中现有的数据',
    },
    import: {
      description: '把 CSV 或 XLSX 文件导入资源池：要么全部成功，要么一行不存',
      kind: 'communities、skills、partner-units、groups、volunteers、venues、equipment、donations 或 activities',
      file: '表头为中文或英文的 CSV 或 XLSX 文件',
      dryRun: '只检查，不保存',
      season: '未写明活动季的活动归入此季',
    },
    export: {
      description: '把资源池导出为 XLSX 或 CSV',
      file: '要写入的文件，.xlsx 或 .csv',
      season: '只导出属于此活动季的',
      community: '只导出属于此社区的',
    },
    serve: { description: '启动服务（接口与计算进程），与 npm start 相同', port: '监听端口' },
    demo: {
      description: '从空文件夹开始编排试点活动季：数据库、数据、求解、证明、报告',
      out: '存放方案（JSON、CSV、日历）的文件夹',
      serve: '结束后保持接口运行，并显示访问地址',
      timeLimit: '求解到这么多秒就停下，保留当前最好的方案',
    },
  },

  usage: {
    notBudgets: '应为金额（元），如 1000,2500.50，或 0..8000/9（起..止/档数，至多 40 档）',
    notLeast: '应为 kind=<类型>:<数量>、community=<编号>:<数量>，或用逗号连写两者',
    notAmount: '应为金额（元），如 2500 或 2500.50',
    notWhole: (low, high) => `应为 ${low} 到 ${high} 之间的整数`,
    notNumber: (low, high) => `应为 ${low} 到 ${high} 之间的数`,
    notLanguage: '应为 zh-CN 或 en',
    unknownCommand: (name) => `没有“${name}”这个命令`,
    unknownOption: (name) => `没有 ${name} 这个选项`,
    missingArgument: (name) => `缺少参数 <${name}>`,
    missingOption: (name) => `缺少选项 ${name}`,
    optionWithoutValue: (name) => `选项 ${name} 需要一个值`,
    stop: '。',
    tooMany: '参数过多',
    conflict: '有两个选项不能同时使用',
    invalid: (name, value, why) => `${name} 的值是“${value}”：${why}`,
    oneOf: (values) => `应为下列之一：${values.join('、')}`,
    extension: (file) => `${file} 须以 .csv 或 .xlsx 结尾`,
    didYouMean: (name) => `是不是想输入 ${name}？`,
    seeHelp: (command) => `请看 \`${command} --help\`。`,
  },

  solve: {
    start: (name, volunteers, activities) =>
      `正在编排“${name}”：${number(volunteers)} 名志愿者，${number(activities)} 项活动。`,
    refused: (file, count) => `${file} 无法编排，共 ${count} 处错误。`,
    stopping: '正在停止，将保留当前最好的方案。再按一次 Ctrl-C 则直接退出，不保留方案。',
    quit: '已中止，没有方案。',
    wrote: (file) => `方案已写入 ${file}。`,
    notWritten: '方案没有保存；用 --out 指定文件即可保存。',
    engineFailed: (message) => `求解引擎出现故障：${message}`,
    outOfMemory: '这一季所需的内存超过 Node.js 的上限，可以试试 NODE_OPTIONS=--max-old-space-size=8192。',
    nextVerify: (heli, problem, plan) => `自己核验：${heli} verify ${problem} ${plan}`,
  },
  verify: {
    refused: (file, count) => `${file} 本身有 ${count} 处错误，无法据此核验。`,
    good: (held, assignments) =>
      `方案符合全部规则：已核验 ${number(held)} 项活动、${number(assignments)} 条排班，且生成之后未被改动。`,
    bad: (count) => `方案不成立，共 ${count} 处问题。`,
    more: (count) => `……另有 ${count} 处（加 --json 可全部列出）`,
  },
  question: {
    refused: (count) => `这个问题无法回答，共 ${count} 处错误。`,
    PLAN_OF_ANOTHER_PROBLEM: (plan, problem) => `${plan} 不是为 ${problem} 制定的方案。`,
    PLAN_BREAKS_RULES: (plan) => `${plan} 违反规则，用 heli verify 可查看是哪些。`,
    PLAN_WORTH_DIFFERS: (plan) => `${plan} 的实际得分与证书所载不符，请用 heli verify 查看。`,
    ACTIVITY_UNKNOWN: (id) => `没有编号为“${id}”的活动。`,
    ACTIVITY_NOT_HELD: (id) =>
      `活动“${id}”在这份方案中不举办；要问怎样才能举办，请用 heli what-if 的 hold-activity。`,
    ROLE_UNKNOWN: (id, roles) =>
      `该活动没有岗位“${id}”，它的岗位有：${roles.length > 0 ? roles.join('、') : '无'}。`,
    NOTHING_OPEN: (id) => `活动“${id}”没有未落实的岗位。`,
    volunteerUnknown: (id) => `没有编号为“${id}”的志愿者。`,
  },
  replan: {
    bothOut: '--out 与 --out-problem 须同时使用：新方案与变动后的问题配套。',
    sameOut: (file) => `--out 与 --out-problem 不能是同一个文件：${file}。`,
    wrote: (plan, problem) => `新方案已写入 ${plan}，变动后的问题已写入 ${problem}。`,
  },
  portfolio: {
    budget: (done, of) => `已算预算 ${done}/${of} 档。`,
    together: '--choose、--out、--out-problem 须同时使用：方案与带有该预算的问题配套。',
    noPlan: '选定的预算没有可行的方案。',
    wrote: (plan, problem) => `方案已写入 ${plan}，带有预算的问题已写入 ${problem}。`,
  },
  tradeOffs: {
    bothOut: '--out 与 --pick 须同时使用：一个是文件，一个是方案的序号。',
    twoMeasures: '--between 须给出二至四个不同的项目：coverage、fairness、cost、disruption。',
    noSuchPoint: (pick, points) => `共有 ${points} 个可选方案，没有第 ${pick} 个。`,
    wrote: (pick, file) => `第 ${pick} 个方案已写入 ${file}。`,
  },
  report: { wrote: (folder) => `报告已写入 ${folder}：` },
  generate: {
    wrote: (file, volunteers, activities, communities) =>
      `${file}：${number(volunteers)} 名志愿者、${number(activities)} 项活动、${number(communities)} 个社区。`,
    next: (heli, file) => `接着编排：${heli} solve ${file} --out plan.json`,
    pilotHasItsOwnSize: '试点数据规模固定，--pilot 只能与 --seed、--dataset、--out 一起使用。',
  },
  service: (sentence, detail) => (sentence === detail ? detail : `${sentence}（${detail}）`),
  account: {
    organizationNeeded: (role) =>
      `角色 ${role} 须属于某个组织，请用 --organization 指明；只有管理员（admin）可以不属于任何组织。`,
    password: '密码（至少 10 个字符）：',
    passwordAgain: '再输入一次：',
    passwordNeeded: '需要密码：请输入，或设置 HELI_PASSWORD。',
    passwordsDiffer: '两次输入的密码不一致，没有做任何改动。',
    refused: '无法建立账号',
    created: (login, role, organization) =>
      organization === null
        ? `${login} 已成为平台的 ${role}。`
        : `${login} 已成为 ${organization} 的 ${role}。`,
  },
  migrate: {
    applied: (names) =>
      names.length === 0
        ? '数据库结构已是最新，无需改动。'
        : `已执行 ${names.length} 个迁移：${names.join('、')}。`,
    undone: (name) => `已撤销：${name}。`,
    nothingToUndo: '没有可以撤销的迁移。',
    noDrift: '实体、迁移与数据库结构一致。',
    drift: (count) => `实体所需的 ${count} 条语句没有任何迁移执行（见上）。`,
  },
  backup: {
    done: (path, tables, rows) => `已将 ${tables} 张表共 ${rows} 行写入 ${path}。`,
    removed: (names) => `已删除旧备份：${names.join('、')}。`,
    notNoted: (why) => `备份完整无误，但未能在变更记录中登记：${why}`,
    table: (name, rows) => `  ${name}：${rows} 行`,
    restored: (tables, rows, madeAt) =>
      `${tables} 张表共 ${rows} 行已恢复到 ${madeAt} 的状态，每张表均已读回并核对。`,
    refused: (fault) => {
      switch (fault.kind) {
        case 'no-archive':
          return `${fault.path} 不是备份：其中没有 manifest.json。未作任何改动。`;
        case 'manifest':
          return `${fault.path} 不是备份的清单（${fault.why}）。未作任何改动。`;
        case 'damaged':
          return `${fault.file} 已损坏：${fault.why}。未作任何改动。`;
        case 'newer':
          return `该备份由更新的版本生成，本版本不认识 ${fault.migrations.join('、')}。请用生成它的版本或更新的版本恢复。`;
        case 'ahead':
          return `数据库比备份新：已执行 ${fault.migrations.join('、')}。请使用空数据库，程序会先按备份建好结构，恢复后再升级。`;
        case 'not-empty':
          return `数据库中已有数据（${fault.tables.slice(0, 8).join('、')}）。请使用空数据库，或加 --force 丢弃现有数据。`;
      }
    },
  },
  import: {
    done: (counts) =>
      `共 ${counts.rows} 行：新增 ${counts.created}，修改 ${counts.updated}，未变 ${counts.unchanged}。`,
    dryRun: (counts) =>
      `共 ${counts.rows} 行，全部合格：将新增 ${counts.created}，修改 ${counts.updated}，未变 ${counts.unchanged}。未保存任何内容。`,
    refused: (file, count) => `${file} 有 ${count} 处错误，一行也没有保存。`,
    ignored: (columns) => `以下各列在这里没有意义，未读取：${columns.join('、')}。`,
    fault: (row, column, value, message) =>
      `  第 ${row} 行${column === null ? '' : `“${column}”列`}${value === '' ? '' : `（${value}）`}：${message}`,
  },
  export: { wrote: (file, rows) => `${rows} 行已写入 ${file}。` },
  demo: {
    start:
      '合力演示：在本机从零开始编排试点活动季（北京朝阳，2013 年），依次完成数据库、数据、求解、证明和报告，约需一至三分钟。',
    ownDatabase: 'DATABASE_URL 与 REDIS_URL 不会用到：演示中的人员均为虚构，只存入演示自己的数据库。',
    database: (cluster) => `数据库：内置 PostgreSQL，数据位于 ${cluster}`,
    pilot: (loaded, counts) =>
      `${loaded ? '已载入试点数据' : '试点数据已在库中，直接使用'}：${number(counts.communities)} 个社区、${number(counts.volunteers)} 名志愿者、${number(counts.groups)} 支草根队伍、${number(counts.partnerUnits)} 家社会单位、${number(counts.activities)} 项活动。`,
    schema: '数据库的表已建好。',
    run: (id) => `求解任务已排队，由计算进程在独立线程中求解（任务编号 ${id}）。`,
    runFailed: (detail) => `求解没有得出方案：${detail}`,
    stopping: '正在停止。',
    filling: '正在以各方身份补全这一季：发布、答复、签到、时长、收支，约需一分钟。',
    signIns: (address, signIns) =>
      [
        '',
        `控制台：${address}/`,
        '演示账户（人物均为虚构，密码每次启动都会更换）：',
        ...signIns.map(
          ({ login, password, role }) => `  ${DEMO_ROLES[role] ?? role}：用户名 ${login}，密码 ${password}`,
        ),
      ].join('\n'),
    next: (folder, address) =>
      [
        '',
        '接下来可以：',
        `  自己核验      npm run heli -- verify ${folder}/problem.json ${folder}/plan.json`,
        `  查看方案      用表格软件打开 ${folder}/schedule.csv，把 ${folder}/season.ics 导入日历`,
        '  编排自己的季  先读 docs/formats.md，再运行 npm run heli -- solve problem.json --out plan.json',
        ...(address === null
          ? ['  打开控制台    npm run demo -- --serve']
          : [`  使用接口      ${address}/api/docs （按 Ctrl-C 结束）`]),
      ].join('\n'),
  },
};

import { type Progress } from '@heli/contracts';
import { type BackupFault } from '../../backup/backup-error.js';
import { type JsonFault } from '../json-locator.js';

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

const expectedJson: Readonly<Record<JsonFault['expected'], string>> = {
  value: 'a value',
  key: 'a field name in double quotes (is there a comma too many before it?)',
  'key-or-end': 'a field name in double quotes or }',
  'value-or-end': 'a value or ]',
  colon: 'a colon after the field name',
  'comma-or-brace': 'a comma or }',
  'comma-or-bracket': 'a comma or ]',
  'end-of-text': 'the end of the file',
  'end-of-string': 'the closing quote of the text (line breaks inside texts are written \\n)',
  escape: 'one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX after the backslash',
  number: 'a digit after the minus sign',
};

const phase: Readonly<Record<Progress['phase'], string>> = {
  validate: 'Checking the input',
  build: 'Building the model',
  blocks: 'Solving',
  coupling: 'Joining the blocks',
  fairness: 'Sharing the load',
  finish: 'Finishing',
  verify: 'Verifying',
};

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object { … }',
  array: 'a list [ … ]',
  record: 'an object { … }',
  null: 'null',
};

const formats: Readonly<Record<string, string>> = {
  datetime: 'an instant with an offset, such as 2013-03-09T14:00:00+08:00',
  date: 'a date YYYY-MM-DD that exists, such as 2013-03-09',
};

const measures = { number: '', characters: ' characters', entries: ' entries' } as const;

export const en = {
  failed: (message: string) => `Error: ${message}`,
  interrupted: 'Stopped.',
  unexpected: (message: string) =>
    `Error: something went wrong that Heli did not foresee: ${message}\nRun again with HELI_DEBUG=1 for the full trace.`,
  /** Where a fault's own message is not in this language: sentences by its code. */
  faultCodes: {} as Readonly<Record<string, string>>,
  valueThere: (value: string) => ` (${value})`,
  wholeDocument: '(whole file)',
  moreFaults: (count: number) => `… and ${count} more (all of them with --json)`,
  standardInput: 'standard input',
  standardOutput: 'standard output',
  noSuchFile: (file: string) => `There is no file ${file}.`,
  isDirectory: (file: string) => `${file} is a folder; a file is needed.`,
  notAllowed: (file: string) => `${file} may not be read: permission is missing.`,
  cannotRead: (file: string, code: string) => `${file} cannot be read (${code}).`,
  tooLarge: (file: string, megabytes: number) =>
    `${file} is larger than ${megabytes} MB; that is more than Heli reads.`,
  notUtf8: (file: string) =>
    `${file} is not UTF-8 text (is it GBK or UTF-16?); save it as UTF-8 and try again.`,
  notJson: (file: string) => `${file} is not JSON.`,
  notJsonAt: (file: string, fault: JsonFault) =>
    `${file} is not JSON: line ${fault.line}, column ${fault.column}: expected ${expectedJson[fault.expected]}, found ${
      fault.found === undefined ? 'the end of the file' : JSON.stringify(fault.found)
    }.`,
  otherFormat: (file: string, found: string, wanted: string) =>
    `${file} has the format "${found}"; "${wanted}" is needed here. Are two files in the wrong order?`,
  notThisFormat: (file: string, format: string, count: number) =>
    `${file} is not a valid ${format} file: ${plural(count, 'fault')}. \`heli schema\` prints what is right.`,
  noSuchFolder: (file: string) => `${file} cannot be written: its folder does not exist.`,
  notAllowedToWrite: (file: string) => `${file} may not be written: permission is missing.`,
  diskFull: (file: string) => `${file} cannot be written: the disk is full.`,
  cannotWrite: (file: string, code: string) => `${file} cannot be written (${code}).`,
  wouldOverwriteInput: (file: string) => `--out ${file} would overwrite the input; choose another name.`,
  bothFromStandardInput: 'Only one of the two files can come from standard input (-).',

  schema: {
    missing: (right: string) => `is missing; expected ${right}`,
    wrong: (found: string, right: string) => `is ${found}; expected ${right}`,
    unknownField: (name: string) => `the field "${name}" is not known here; remove it or correct its name`,
    type: (name: string) => typeNames[name] ?? name,
    oneOf: (values: readonly string[]) =>
      values.length === 1 ? `"${values.join()}"` : `one of ${values.map((value) => `"${value}"`).join(', ')}`,
    atLeast: (limit: string, measure: keyof typeof measures) => `at least ${limit}${measures[measure]}`,
    atMost: (limit: string, measure: keyof typeof measures) => `at most ${limit}${measures[measure]}`,
    multipleOf: (divisor: string) => `a multiple of ${divisor}`,
    regex: (pattern: string) => `a text of the form ${pattern}`,
    clockTime: 'a clock time HH:mm between 00:00 and 24:00',
    sha256: '64 hexadecimal digits (SHA-256)',
    format: (name: string): string | undefined => formats[name],
  },

  phase,
  blocks: 'blocks',
  gapSoFar: (gap: number) => `leading aims at most ${(gap * 100).toFixed(2)} % from the best possible`,

  help: {
    description:
      'Heli (合力): pools what a community has and works out who and what serves which activity and when.',
    usage: 'Usage:',
    arguments: 'Arguments:',
    options: 'Options:',
    globalOptions: 'Global options:',
    commands: 'Commands:',
    exitCodes: `Exit codes:
  0    done
  1    the answer is no: a plan breaks a rule, an input is refused, a database has drifted
  2    the command line is wrong
  3    a file is absent, unreadable, or not what its format says
  4    the solver, the database, the disk or a port failed
  130  stopped by Ctrl-C without a result`,
    more: 'The formats of problem and plan are described in docs/formats.md.',
    json: 'print one JSON document on standard output; talk goes to standard error',
    lang: 'language of the talk: zh-CN or en (otherwise as LANG says)',
    quiet: 'say nothing but errors',
    help: 'show help',
    version: 'show the version',
    helpCommand: 'show help for a command',
    dataDir: 'folder of the embedded database (otherwise HELI_DATA_DIR or ./.heli)',
    problemFile: 'problem as JSON; - for standard input',
    planFile: 'plan as JSON; - for standard input',
    solve: {
      description: 'plan a season: problem in, plan with its proof out',
      out: 'where the plan is written; - for standard output',
      timeLimit: 'stop after so many seconds and keep the best plan',
      nodes:
        'search at most so many nodes a block and read no clock: the same plan on any machine, with any number of threads',
      gap: 'stop when the plan is proven to be at most this share from the best possible',
      seed: 'seed of every random choice',
      solver: 'engine: highs or js-lp',
      threads: 'solver threads (default: one a core, four at most)',
      explain: 'list every open place with its reason',
    },
    verify: { description: 'check a plan against its problem, independently of how it was made' },
    recommend: {
      description:
        'who could take a place in a plan: candidates with their exact price, and why not the others',
      activity: 'id of the activity',
      role: 'id of the role',
      declined: 'ids of people who declined',
      max: 'candidates shown',
    },
    whatIf: {
      description: 'what a plan would be like if something were otherwise, or which rules stand against it',
      changes: 'changes as JSON (heli-changes/1), - for standard input',
    },
    replan: {
      description:
        'plan again after something has changed: the service level is kept, the proven fewest people hear something new',
      changes: 'what has changed, as JSON (heli-changes/1), - for standard input',
      frozenUntil:
        'activities that start before this instant stay exactly as they are, such as 2013-03-09T00:00:00+08:00',
      publishedUntil:
        'people were told of what starts before this instant; the rest is a draft (default: everything was told)',
      out: 'file for the new plan; together with --out-problem',
      outProblem: 'file for the changed problem, which the new plan belongs to',
    },
    portfolio: {
      description:
        'which activities to hold as more may be spent: the best for each budget, proven or with bounds',
      budgets:
        'budgets in yuan: 1000,2500.50 or from..to/number such as 0..8000/9 (default: five up to what the best plan spends)',
      least:
        'least numbers held, as far as can be: kind=festival:2, community=<id>:3, kind=training,community=<id>:1',
      kind: 'the budget is for activities of these kinds alone',
      community: 'the budget is for activities of these communities alone',
      choose: 'budget in yuan whose plan is made with all aims and written',
      out: 'file for that plan; together with --choose and --out-problem',
      outProblem: 'file for the problem with that budget, which the plan belongs to',
    },
    explain: {
      description:
        'why places are open and activities dropped, and what would help, confirmed by solving again',
      activity: 'id of one activity; without it all that is open',
      role: 'id of one of its roles',
      limit: 'groups of like cases shown (JSON has all)',
    },
    recruit: {
      description: 'what is scarce, and what one more of it would be worth',
      max: 'shown of each: people, venue slots, money, equipment, groups',
    },
    standBy: {
      description: 'an ordered reserve for each role of a plan: who is to be asked where somebody drops out',
      activity: 'id of one activity; left out: all that take place',
      max: 'reserves of a role',
      probability:
        'where the community counts reliability: how surely the least number has to come, 0 to 1; left out: in expectation',
    },
    tradeOffs: {
      description:
        'plans to choose from, between coverage, fairness, cost and few changes, and what fairness costs',
      between:
        'two to four of coverage, fairness, cost, disruption, the most interesting first (default: all four)',
      points: 'plans in the menu, at most',
      heldAtLeast: 'points of the aim "held" that every plan has to make (default: what the plan makes)',
      out: 'file for the plan chosen with --pick',
      pick: 'number of the plan that is written to --out',
    },
    questionTimeLimit: 'stop after so many seconds with what is known by then',
    report: {
      description: 'write a plan as CSV, iCalendar and a summary for the council',
      out: 'folder for the files',
    },
    generate: {
      description: 'write a made-up season of any size',
      pilot: 'the pilot: 10 communities, 3,020 volunteers, the first half of 2013',
      volunteers: 'number of volunteers',
      activities: 'number of activities',
      communities: 'number of communities',
      weeks: 'length of the season in weeks',
      seed: 'the same seed gives the same season',
      roaming: 'share of the volunteers who also serve other communities, 0 to 1',
      demand: 'factor on the places of every role that needs more than one person',
      tightness: 'time that all places need over the time that everybody’s limits allow; 0: generous limits',
      festivalWeek: 'share of the activities that fall into one week in the middle, 0 to 1',
      sharedBudget: 'share of the money that lies in one gift open to all, 0 to 1',
      budgetTightness:
        'minima of all budget lines over all gifts; 0.8 as in the pilot, above 1 money is short',
      impossible: 'share of the activities that cannot take place, 0 to 1',
      dataset: 'write the whole data set (heli-dataset/1) instead of the problem',
      out: 'where it is written; - for standard output',
    },
    schema: { description: 'print the JSON Schema of a format: problem, plan, changes or dataset' },
    account: {
      description: 'accounts of people who sign in',
      create:
        'make an account, or give one that is there a role; the password comes from HELI_PASSWORD or is asked for',
      login: 'name to sign in with',
      role: 'what the account may do',
      organization: 'id of the organization; left out: an admin of the platform',
      name: 'how the person is called; left out: the login',
      contact: 'e-mail address or telephone number for one-time codes',
    },
    migrate: {
      description: 'bring the database schema up to date, back, or compare it',
      up: 'apply all outstanding migrations (default)',
      down: 'undo the last migration',
      check: 'only compare: entities, migrations and schema agree',
    },
    backup: {
      description: 'write all data of the service into a new folder, as they are at one instant',
      out: 'folder that takes the backups',
      keep: 'keep only so many of the newest backups there',
    },
    restore: {
      description: 'put a backup back, all of it or nothing, into a database without data',
      archive: 'folder of the backup',
      force: 'throw away what the database holds',
    },
    import: {
      description: 'load a CSV or XLSX file into the pools: all rows or none',
      kind: 'communities, skills, partner-units, groups, volunteers, venues, equipment, donations or activities',
      file: 'CSV or XLSX file with Chinese or English headers',
      dryRun: 'only check, store nothing',
      season: 'season of activities that name none',
    },
    export: {
      description: 'write a pool as XLSX or CSV',
      file: 'file to write, .xlsx or .csv',
      season: 'only what belongs to this season',
      community: 'only what belongs to this community',
    },
    serve: {
      description: 'start the service (API and worker), as npm start does',
      port: 'port to listen on',
    },
    demo: {
      description: 'plan the pilot season from an empty folder: database, data, run, proof, reports',
      out: 'folder for the plan as JSON, CSV and iCalendar',
      serve: 'leave the API running afterwards, on a printed address',
      timeLimit: 'stop the run after so many seconds and keep the best plan',
    },
  },

  usage: {
    notBudgets: 'expected amounts in yuan such as 1000,2500.50, or 0..8000/9 (from..to/number, at most 40)',
    notLeast: 'expected kind=<kind>:<number>, community=<id>:<number> or both joined by a comma',
    notAmount: 'expected an amount in yuan such as 2500 or 2500.50',
    notWhole: (low: number, high: number) => `expected a whole number from ${low} to ${high}`,
    notNumber: (low: number, high: number) => `expected a number from ${low} to ${high}`,
    notLanguage: 'expected zh-CN or en',
    unknownCommand: (name: string) => `there is no command "${name}"`,
    unknownOption: (name: string) => `there is no option ${name}`,
    missingArgument: (name: string) => `the argument <${name}> is missing`,
    missingOption: (name: string) => `the option ${name} is missing`,
    optionWithoutValue: (name: string) => `the option ${name} needs a value`,
    stop: '.',
    tooMany: 'there are too many arguments',
    conflict: 'two of the options exclude each other',
    invalid: (name: string, value: string, why: string) => `${name} is "${value}": ${why}`,
    oneOf: (values: readonly string[]) => `expected one of ${values.join(', ')}`,
    extension: (file: string) => `${file} must end in .csv or .xlsx`,
    didYouMean: (name: string) => `Did you mean ${name}?`,
    seeHelp: (command: string) => `See \`${command} --help\`.`,
  },

  solve: {
    start: (name: string, volunteers: number, activities: number) =>
      `Planning "${name}": ${plural(volunteers, 'volunteer')}, ${plural(activities, 'activity', 'activities')}.`,
    refused: (file: string, count: number) => `${file} cannot be planned: ${plural(count, 'fault')}.`,
    stopping: 'Stopping: the best plan so far is kept. Press Ctrl-C again to quit without a plan.',
    quit: 'Stopped without a plan.',
    wrote: (file: string) => `Plan written to ${file}.`,
    notWritten: 'The plan was not written; --out FILE keeps it.',
    engineFailed: (message: string) => `The engine failed: ${message}`,
    outOfMemory:
      'The season needs more memory than Node.js may use; try NODE_OPTIONS=--max-old-space-size=8192.',
    nextVerify: (heli: string, problem: string, plan: string) =>
      `Check it yourself: ${heli} verify ${problem} ${plan}`,
  },
  verify: {
    refused: (file: string, count: number) =>
      `${file} is no sound problem, so nothing can be checked against it: ${plural(count, 'fault')}.`,
    good: (held: number, assignments: number) =>
      `The plan keeps every rule: ${plural(held, 'activity', 'activities')}, ${plural(assignments, 'assignment')} checked; nothing was changed since it was made.`,
    bad: (count: number) => `The plan does not hold: ${plural(count, 'finding')}.`,
    more: (count: number) => `… and ${count} more (all of them with --json)`,
  },
  question: {
    refused: (count: number) => `The question cannot be asked: ${plural(count, 'fault')}.`,
    PLAN_OF_ANOTHER_PROBLEM: (plan: string, problem: string) => `${plan} was not made for ${problem}.`,
    PLAN_BREAKS_RULES: (plan: string) => `${plan} breaks rules; heli verify says which.`,
    PLAN_WORTH_DIFFERS: (plan: string) => `${plan} is not worth what its certificate says; see heli verify.`,
    ACTIVITY_UNKNOWN: (id: string) => `There is no activity with the id "${id}".`,
    ACTIVITY_NOT_HELD: (id: string) =>
      `The activity "${id}" does not take place in this plan; ask heli what-if with hold-activity.`,
    ROLE_UNKNOWN: (id: string, roles: readonly string[]) =>
      `The activity has no role "${id}"; its roles: ${roles.length > 0 ? roles.join(', ') : 'none'}.`,
    NOTHING_OPEN: (id: string) => `Nothing is open there: activity "${id}".`,
    volunteerUnknown: (id: string) => `There is no volunteer with the id "${id}".`,
  },
  replan: {
    bothOut: '--out and --out-problem go together: the new plan belongs to the changed problem.',
    sameOut: (file: string) => `--out and --out-problem are the same file, ${file}.`,
    wrote: (plan: string, problem: string) =>
      `New plan written to ${plan}, the changed problem to ${problem}.`,
  },
  portfolio: {
    budget: (done: number, of: number) => `Budgets looked at: ${done} of ${of}.`,
    together:
      '--choose, --out and --out-problem go together: the plan belongs to the problem with that budget.',
    noPlan: 'There is no plan for the chosen budget.',
    wrote: (plan: string, problem: string) =>
      `Plan written to ${plan}, the problem with its budget to ${problem}.`,
  },
  tradeOffs: {
    bothOut: '--out and --pick go together: the file, and the number of the plan in the menu.',
    twoMeasures: '--between takes two to four different measures: coverage, fairness, cost, disruption.',
    noSuchPoint: (pick: number, points: number) =>
      `The menu has ${points === 1 ? '1 plan' : `${points} plans`}; there is no number ${pick}.`,
    wrote: (pick: number, file: string) => `Plan ${pick} of the menu written to ${file}.`,
  },
  report: { wrote: (folder: string) => `Reports written to ${folder}:` },
  generate: {
    wrote: (file: string, volunteers: number, activities: number, communities: number) =>
      `${file}: ${plural(volunteers, 'volunteer')}, ${plural(activities, 'activity', 'activities')}, ${plural(communities, 'community', 'communities')}.`,
    next: (heli: string, file: string) => `Plan it: ${heli} solve ${file} --out plan.json`,
    pilotHasItsOwnSize: 'The pilot has its own size; --pilot goes with --seed, --dataset and --out only.',
  },
  service: (sentence: string, detail: string) => (sentence === detail ? detail : `${sentence}: ${detail}`),
  account: {
    organizationNeeded: (role: string) =>
      `The role ${role} is one in an organization: name it with --organization. Only an admin may be without one.`,
    password: 'Password (at least 10 characters): ',
    passwordAgain: 'Once more: ',
    passwordNeeded: 'A password is needed: type it, or set HELI_PASSWORD.',
    passwordsDiffer: 'The two passwords differ; nothing was done.',
    refused: 'The account cannot be made',
    created: (login: string, role: string, organization: string | null) =>
      organization === null
        ? `${login} is now ${role} of the platform.`
        : `${login} is now ${role} in ${organization}.`,
  },
  migrate: {
    applied: (names: readonly string[]) =>
      names.length === 0
        ? 'The schema is up to date; there was nothing to do.'
        : `${plural(names.length, 'migration')} applied: ${names.join(', ')}.`,
    undone: (name: string) => `Undone: ${name}.`,
    nothingToUndo: 'No migration is left to undo.',
    noDrift: 'Entities, migrations and schema agree.',
    drift: (count: number) =>
      `The entities ask for ${plural(count, 'statement')} that no migration does (above).`,
  },
  backup: {
    done: (path: string, tables: number, rows: number) =>
      `${plural(rows, 'row')} of ${plural(tables, 'table')} written to ${path}.`,
    removed: (names: readonly string[]) => `Removed: ${names.join(', ')}.`,
    notNoted: (why: string) =>
      `The backup is whole, but that it was made could not be written into the book of changes: ${why}`,
    table: (name: string, rows: number) => `  ${name}: ${plural(rows, 'row')}`,
    restored: (tables: number, rows: number, madeAt: string) =>
      `${plural(rows, 'row')} of ${plural(tables, 'table')} are back as they were at ${madeAt}; each table was read back and compared.`,
    refused: (fault: BackupFault): string => {
      switch (fault.kind) {
        case 'no-archive':
          return `${fault.path} is no backup: it has no manifest.json. Nothing was changed.`;
        case 'manifest':
          return `${fault.path} is not the manifest of a backup (${fault.why}). Nothing was changed.`;
        case 'damaged':
          return `${fault.file} is damaged: ${fault.why}. Nothing was changed.`;
        case 'newer':
          return `The backup is of a newer release; this one does not know ${fault.migrations.join(', ')}. Restore with the release that made it, or a later one.`;
        case 'ahead':
          return `The database is newer than the backup: it has ${fault.migrations.join(', ')} already. Take an empty database: its schema is made as the backup needs it, and brought up to date afterwards.`;
        case 'not-empty':
          return `The database holds data already (${fault.tables.slice(0, 8).join(', ')}). Take an empty one, or --force to throw them away.`;
      }
    },
  },
  import: {
    done: (counts: { rows: number; created: number; updated: number; unchanged: number }) =>
      `${plural(counts.rows, 'row')}: ${counts.created} new, ${counts.updated} changed, ${counts.unchanged} as they were.`,
    dryRun: (counts: { rows: number; created: number; updated: number; unchanged: number }) =>
      `${plural(counts.rows, 'row')} are sound: ${counts.created} would be new, ${counts.updated} changed, ${counts.unchanged} as they are. Nothing was stored.`,
    refused: (file: string, count: number) => `${file} has ${plural(count, 'fault')}; nothing was stored.`,
    ignored: (columns: readonly string[]) => `Columns that mean nothing here: ${columns.join(', ')}.`,
    fault: (row: number, column: string | null, value: string, message: string) =>
      `  row ${row}${column === null ? '' : `, ${column}`}${value === '' ? '' : ` "${value}"`}: ${message}`,
  },
  export: { wrote: (file: string, rows: number) => `${plural(rows, 'row')} written to ${file}.` },
  demo: {
    start:
      'Heli demo: plans the pilot season (Chaoyang, Beijing, 2013) from nothing on this machine: database, data, run, proof, reports. It takes one to three minutes.',
    ownDatabase:
      'DATABASE_URL and REDIS_URL are left alone: the demo’s people are made up and stay in its own database.',
    database: (cluster: string) => `Database: PostgreSQL, embedded, in ${cluster}`,
    pilot: (
      loaded: boolean,
      counts: {
        communities: number;
        volunteers: number;
        groups: number;
        partnerUnits: number;
        activities: number;
      },
    ) =>
      `${loaded ? 'Pilot loaded' : 'Pilot already there, used again'}: ${plural(counts.communities, 'community', 'communities')}, ${plural(counts.volunteers, 'volunteer')}, ${plural(counts.groups, 'group')}, ${plural(counts.partnerUnits, 'partner unit')}, ${plural(counts.activities, 'activity', 'activities')}.`,
    schema: 'The tables of the database are in place.',
    run: (id: string) => `The run is queued; the worker computes it in a thread of its own (run no. ${id}).`,
    runFailed: (detail: string) => `The run came to no plan: ${detail}`,
    stopping: 'Stopping.',
    filling:
      'Filling the season with what people do in it: publishing, answers, check-ins, hours, money. It takes up to a minute.',
    signIns: (
      address: string,
      signIns: readonly { readonly login: string; readonly password: string; readonly role: string }[],
    ): string =>
      [
        '',
        `The console: ${address}/`,
        'Demo accounts (all people are made up; the password is new at every start):',
        ...signIns.map(({ login, password }) => `  ${login.padEnd(12)}  ${password}`),
      ].join('\n'),
    next: (folder: string, address: string | null) =>
      [
        '',
        'Next:',
        `  check it yourself     npm run heli -- verify ${folder}/problem.json ${folder}/plan.json`,
        `  look at it            ${folder}/schedule.csv in a spreadsheet, ${folder}/season.ics in a calendar`,
        '  plan your own season  docs/formats.md, then npm run heli -- solve problem.json --out plan.json',
        ...(address === null
          ? ['  the console           npm run demo -- --serve']
          : [`  the API               ${address}/api/docs  (Ctrl-C ends it)`]),
      ].join('\n'),
  },
};

export type CliTexts = typeof en;
export type SchemaTexts = CliTexts['schema'];

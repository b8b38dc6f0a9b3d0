import { generateDataset, generatePilot, problemOf, type GeneratorOptions } from '@heli/generator';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { STANDARD_STREAM } from '../read-json.js';
import { writeFileAtomically } from '../write-file.js';

export interface GenerateOptions {
  readonly out: string;
  readonly seed: number;
  readonly pilot?: boolean;
  readonly dataset?: boolean;
  readonly volunteers?: number;
  readonly activities?: number;
  readonly communities?: number;
  readonly weeks?: number;
  readonly roaming?: number;
  readonly demand?: number;
  readonly tightness?: number;
  readonly festivalWeek?: number;
  readonly sharedBudget?: number;
  readonly budgetTightness?: number;
  readonly impossible?: number;
}

/** `heli generate`: a made-up season of any size; the same arguments give the same file. */
export async function generate(talk: Conversation, options: GenerateOptions): Promise<ExitCode> {
  const { texts } = talk;
  if (options.out === STANDARD_STREAM) talk.stdoutBelongsToData();
  const shape = shapeOf(options);
  if (options.pilot === true && Object.keys(shape).length > 0)
    throw new CliError(EXIT.usage, 'PILOT_SIZE', texts.generate.pilotHasItsOwnSize);
  const dataset =
    options.pilot === true
      ? generatePilot({ seed: options.seed })
      : generateDataset({ seed: options.seed, ...shape });
  const content = `${JSON.stringify(options.dataset === true ? dataset : problemOf(dataset))}\n`;
  if (options.out === STANDARD_STREAM) talk.data(content);
  else await writeFileAtomically(options.out, content, texts);
  const { volunteers, activities, communities } = dataset;
  const name = options.out === STANDARD_STREAM ? texts.standardOutput : options.out;
  talk.print(texts.generate.wrote(name, volunteers.length, activities.length, communities.length));
  if (options.dataset !== true && options.out !== STANDARD_STREAM)
    talk.print(texts.generate.next(talk.options.calledAs, options.out));
  talk.result({
    ok: true,
    command: 'generate',
    out: options.out,
    format: options.dataset === true ? dataset.format : 'heli-problem/1',
    volunteers: volunteers.length,
    activities: activities.length,
    communities: communities.length,
  });
  return EXIT.ok;
}

/** What was asked for; what was not is the generator's own default. */
function shapeOf(options: GenerateOptions): Omit<GeneratorOptions, 'seed'> {
  const asked = {
    volunteers: options.volunteers,
    activities: options.activities,
    communities: options.communities,
    weeks: options.weeks,
    roamingShare: options.roaming,
    demandFactor: options.demand,
    capTightness: options.tightness,
    festivalWeekShare: options.festivalWeek,
    sharedBudgetShare: options.sharedBudget,
    budgetTightness: options.budgetTightness,
    impossibleShare: options.impossible,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

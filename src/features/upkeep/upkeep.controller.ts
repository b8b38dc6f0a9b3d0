import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { nameSchemas, Operation } from '../../http/index.js';
import { JobQueues, UPKEEP_TASKS, type UpkeepTask } from '../../queue/index.js';

const upkeepTask = z.enum(UPKEEP_TASKS);
const upkeepAsked = z.strictObject({ task: upkeepTask });

nameSchemas({ UpkeepAsked: upkeepAsked });

/** What runs by schedule, asked for by hand. */
@ApiTags('service')
@Controller('api/v1/upkeep')
export class UpkeepController {
  constructor(private readonly queues: JobQueues) {}

  @Post(':task')
  @HttpCode(202)
  @Operation(
    'askUpkeep',
    'Ask a worker for a task of the schedule now',
    { 202: upkeepAsked },
    'What was done already is not done again: the report of a day, the questions about a plan, a notice.',
  )
  async ask(@Param('task', { schema: upkeepTask }) task: UpkeepTask): Promise<z.infer<typeof upkeepAsked>> {
    await this.queues.enqueueUpkeep(task);
    return { task };
  }
}

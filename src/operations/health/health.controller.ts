import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AppError } from '../../errors/index.js';
import { Operation } from '../../http/index.js';
import { HealthService } from './health.service.js';

const alive = z.object({ status: z.literal('ok') });
const ready = z.object({
  status: z.enum(['ok', 'degraded']),
  database: z.literal('ok'),
  queue: z.enum(['ok', 'away']),
});

@ApiTags('service')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @Operation('isAlive', 'The process answers', { 200: alive })
  live(): z.infer<typeof alive> {
    return { status: 'ok' };
  }

  @Get('ready')
  @Operation('isReady', 'It can do its work: the database answers, and it is not about to end', {
    200: ready,
  })
  async ready(): Promise<z.infer<typeof ready>> {
    const { status, queue } = await this.health.readiness();
    switch (status) {
      case 'ok':
      case 'degraded':
        return { status, database: 'ok', queue };
      case 'database-away':
        throw new AppError('DATABASE_UNAVAILABLE', 'The database does not answer');
      case 'queue-away':
        throw new AppError('QUEUE_UNAVAILABLE', 'The queue does not answer');
      case 'shutting-down':
        throw new AppError('SHUTTING_DOWN', 'The process ends');
    }
  }
}

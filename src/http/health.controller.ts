import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AppError } from '../errors/index.js';
import { Operation } from './openapi/index.js';

const well = z.object({ status: z.literal('ok') });

@ApiTags('service')
@Controller('health')
export class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('live')
  @Operation('isAlive', 'The process answers', { 200: well })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Operation('isReady', 'It can do its work: the database answers', {
    200: well.extend({ database: z.literal('ok') }),
  })
  async ready(): Promise<{ status: 'ok'; database: 'ok' }> {
    try {
      await this.dataSource.query('SELECT 1');
    } catch (cause) {
      throw new AppError('DATABASE_UNAVAILABLE', 'The database does not answer', { cause });
    }
    return { status: 'ok', database: 'ok' };
  }
}

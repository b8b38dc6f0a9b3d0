import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { OpenRoute } from '../auth/api-token.guard.js';
import { AppError } from '../errors/index.js';

@ApiExcludeController()
@OpenRoute()
@Controller('health')
export class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  /** The process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It can also do its work: the database answers. */
  @Get('ready')
  async ready(): Promise<{ status: 'ok'; database: 'ok' }> {
    try {
      await this.dataSource.query('SELECT 1');
    } catch (cause) {
      throw new AppError('DATABASE_UNAVAILABLE', 'The database does not answer', { cause });
    }
    return { status: 'ok', database: 'ok' };
  }
}

import { type MiddlewareConsumer, Module, type NestModule, RequestMethod } from '@nestjs/common';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { UploadMiddleware } from './upload.js';

@Module({ controllers: [ImportsController], providers: [ImportsService] })
export class ImportsModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(UploadMiddleware).forRoutes({ path: 'api/v1/imports/:kind', method: RequestMethod.POST });
  }
}

import {
  venueExceptionCreate,
  type VenueExceptionCreate,
  venueException,
  type VenueException,
  venueExceptionList,
  venueExceptionQuery,
  type VenueExceptionQuery,
  venueExceptionStored,
  type VenueExceptionStored,
} from '@heli/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { idParameter, nameSchemas, Operation } from '../../http/index.js';
import { VenueExceptionsService } from './venue-exceptions.service.js';

nameSchemas({
  VenueException: venueException,
  VenueExceptionCreate: venueExceptionCreate,
  VenueExceptionList: venueExceptionList,
  VenueExceptionStored: venueExceptionStored,
});

@ApiTags('venues')
@Controller('api/v1/venues/:venueId/exceptions')
export class VenueExceptionsController {
  constructor(private readonly exceptions: VenueExceptionsService) {}

  @Get()
  @Operation('listVenueExceptions', 'When a venue is open or closed for once', { 200: venueExceptionList })
  async list(
    @Param('venueId', { schema: idParameter }) venueId: string,
  ): Promise<{ items: VenueException[] }> {
    return { items: await this.exceptions.list(venueId) };
  }

  @Post()
  @Operation(
    'addVenueException',
    'Open or close a venue for once; bookings in closed time are declined',
    { 200: venueExceptionStored, 201: venueExceptionStored },
    'With `dryRun=true` nothing is stored, and the answer (200) names the bookings that would be declined.',
  )
  async add(
    @Param('venueId', { schema: idParameter }) venueId: string,
    @Query({ schema: venueExceptionQuery }) { dryRun }: VenueExceptionQuery,
    @Body({ schema: venueExceptionCreate }) body: VenueExceptionCreate,
    @Res({ passthrough: true }) response: Response,
  ): Promise<VenueExceptionStored> {
    if (dryRun) response.status(200);
    return this.exceptions.add(venueId, body, dryRun);
  }

  @Delete(':exceptionId')
  @HttpCode(204)
  @Operation('deleteVenueException', 'Take an exception back; what was declined by it stays so', {
    204: null,
  })
  remove(
    @Param('venueId', { schema: idParameter }) venueId: string,
    @Param('exceptionId', { schema: idParameter }) exceptionId: string,
  ): Promise<void> {
    return this.exceptions.remove(venueId, exceptionId);
  }
}

import {
  bookingDecline,
  type BookingDecline,
  bookingDetail,
  type BookingDetail,
  bookingPage,
  bookingQuery,
  type BookingQuery,
  bookingView,
  type BookingView,
} from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  idParameter,
  IfMatch,
  type IfMatchVersions,
  nameSchemas,
  Operation,
  type Page,
} from '../../http/index.js';
import { BookingsService } from './bookings.service.js';

nameSchemas({
  Booking: bookingView,
  BookingDetail: bookingDetail,
  BookingPage: bookingPage,
  BookingDecline: bookingDecline,
});

@ApiTags('bookings')
@Controller('api/v1/bookings')
export class BookingsController {
  constructor(private readonly bookings: BookingsService) {}

  @Get()
  @Operation('listBookings', 'List what venues are asked for by published plans, the next first', {
    200: bookingPage,
  })
  list(@Query({ schema: bookingQuery }) query: BookingQuery): Promise<Page<BookingView>> {
    return this.bookings.list(query);
  }

  @Get(':id')
  @Operation('getBooking', 'Read a booking, and the plan that is proposed where its venue is lost', {
    200: bookingDetail,
  })
  get(@Param('id', { schema: idParameter }) id: string): Promise<BookingDetail> {
    return this.bookings.get(id);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Operation('confirmBooking', 'The venue can be had', { 200: bookingDetail })
  confirm(
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
  ): Promise<BookingDetail> {
    return this.bookings.confirm(id, ifMatch);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Operation('declineBooking', 'The venue cannot be had; a plan without it is proposed', {
    200: bookingDetail,
  })
  decline(
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
    @Body({ schema: bookingDecline }) { reason }: BookingDecline,
  ): Promise<BookingDetail> {
    return this.bookings.decline(id, ifMatch, reason ?? null);
  }
}

import { bookingAnswer, type BookingAnswer, type BookingAsked } from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { AppError } from '../../errors/index.js';
import {
  currentContext,
  forbidKeeping,
  nameSchemas,
  Operation,
  problemDetails,
  sendAnswerPage,
  Unrepeatable,
} from '../../http/index.js';
import { ANSWER_PATH } from './booking-links.js';
import { bookingPageOf, LinkedBookings, type Looked, refusedPageOf } from './linked-bookings.js';

const tokenParameter = z.string().min(1).max(1_000);
const answered = {
  200: {
    'application/json': { type: 'object', description: 'What is asked, and what can be answered' },
    'text/html': { type: 'string', description: 'The same as a page, for browsers' },
  },
} as const;

nameSchemas({ BookingAnswer: bookingAnswer });

/** One-click answers by the link of a message: whoever holds it may answer. Looking at it changes nothing. */
@ApiTags('bookings')
@Unrepeatable()
@Controller(ANSWER_PATH)
export class BookingAnswersController {
  constructor(private readonly linked: LinkedBookings) {}

  @Get(':token')
  @Operation('lookAtBooking', 'What the link of a message asks of a venue', answered)
  look(
    @Param('token', { schema: tokenParameter }) token: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BookingAsked | string> {
    return shown(request, response, () => this.linked.look(token));
  }

  @Post(':token')
  @HttpCode(200)
  @Operation('answerBooking', 'Confirm or decline by the link of a message', answered)
  answer(
    @Param('token', { schema: tokenParameter }) token: string,
    @Body({ schema: bookingAnswer }) body: BookingAnswer,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BookingAsked | string> {
    return shown(request, response, () => this.linked.answer(token, body));
  }
}

/** As a page for browsers, as JSON for everybody else; refusals too. */
async function shown(
  request: Request,
  response: Response,
  work: () => Promise<Looked>,
): Promise<BookingAsked | string> {
  forbidKeeping(response);
  if (request.accepts(['json', 'html']) !== 'html') return (await work()).asked;
  try {
    return sendAnswerPage(response, bookingPageOf(await work()));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    response.status(error.status);
    const { title, detail } = problemDetails(error, request.path);
    // Only what the catalogues say of this very case is in the reader's language.
    const sentence = error.detail === error.code ? title : detail;
    return sendAnswerPage(response, refusedPageOf(currentContext().language, sentence));
  }
}

import { askedDuty, type AskedDuty, linkAnswer, type LinkAnswer } from '@heli/contracts';
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
  sendAnswerPage,
  Unrepeatable,
} from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { DutyAnswers } from './duty-answers.service.js';
import { askedPage, overPage } from './duty-page.js';

const tokenParameter = z.string().min(1).max(1_000);

nameSchemas({ AskedDuty: askedDuty, LinkAnswer: linkAnswer });

/** What a link in a message leads to: a page with two buttons for people, JSON for programs. */
@ApiTags('duties')
@Unrepeatable()
@Controller('answers/duties')
export class DutyAnswersController {
  constructor(private readonly answers: DutyAnswers) {}

  @Get(':token')
  @Operation('askDutyByLink', 'What a link asks; looking changes nothing', { 200: askedDuty })
  asked(
    @Param('token', { schema: tokenParameter }) token: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AskedDuty | string> {
    return shown(request, response, () => this.answers.asked(token));
  }

  @Post(':token')
  @HttpCode(200)
  @Operation('answerDutyByLink', 'Accept or decline, without signing in', { 200: askedDuty })
  answer(
    @Param('token', { schema: tokenParameter }) token: string,
    @Body({ schema: linkAnswer }) body: LinkAnswer,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AskedDuty | string> {
    return shown(request, response, () => this.answers.answer(token, body));
  }
}

/** For whoever reads in a browser as a page, also where there is nothing to answer any more. */
async function shown(
  request: Request,
  response: Response,
  work: () => Promise<AskedDuty>,
): Promise<AskedDuty | string> {
  forbidKeeping(response);
  const isPage = request.accepts(['json', 'html']) === 'html';
  const { language } = currentContext();
  try {
    const asked = await work();
    return isPage ? sendAnswerPage(response, askedPage(asked, language)) : asked;
  } catch (error) {
    if (!isPage || !(error instanceof AppError)) throw error;
    response.status(error.status);
    const key = error.detail === error.code ? `errors.${error.code}` : `details.${error.detail}`;
    return sendAnswerPage(response, overPage(translate(language, key, error.params), language));
  }
}

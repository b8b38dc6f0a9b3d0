import {
  certificateBody,
  type CertificateBody,
  certificateCheck,
  hourCertificate,
  hourCertificateList,
  type HourCertificateView,
  revokeBody,
  type RevokeBody,
} from '@heli/contracts';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { z } from 'zod';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { currentContext, idParameter, nameSchemas, Operation } from '../../http/index.js';
import { PAGE_POLICY, verifyPage } from './certificate/verify-page.js';
import { CertificatesService } from './certificates.service.js';

const PDF = 'application/pdf';
const codeParameter = z.string().trim().min(1).max(60);
const pageQuery = z.strictObject({ lang: z.enum(['zh-CN', 'en']).optional() });

nameSchemas({
  HourCertificateBody: certificateBody,
  HourCertificate: hourCertificate,
  HourCertificateList: hourCertificateList,
  HourCertificateCheck: certificateCheck,
  HourCertificateRevocation: revokeBody,
});

@ApiTags('hours')
@Controller('api/v1')
export class CertificatesController {
  constructor(
    private readonly certificates: CertificatesService,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  @Post('volunteers/:id/hour-certificates')
  @Operation('issueHourCertificate', 'Certify the confirmed hours of a period', { 201: hourCertificate })
  issue(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: certificateBody }) body: CertificateBody,
  ): Promise<HourCertificateView> {
    return this.certificates.issue(id, body);
  }

  @Get('volunteers/:id/hour-certificates')
  @Operation('listHourCertificates', 'Certificates of a volunteer, newest first', {
    200: hourCertificateList,
  })
  list(@Param('id', { schema: idParameter }) id: string): Promise<{ items: HourCertificateView[] }> {
    return this.certificates.list(id);
  }

  // Before the next one, whose id would take the ending in.
  @Get('hour-certificates/:id.pdf')
  @Operation('getHourCertificatePdf', 'A certificate that holds, to print', {
    200: { [PDF]: { type: 'string' } },
  })
  async pdf(@Param('id', { schema: idParameter }) id: string): Promise<StreamableFile> {
    const certificate = await this.certificates.one(id);
    const refusal = certificate.state !== 'valid' ? 'certificate_over' : 'certificate_nameless';
    if (certificate.state !== 'valid' || certificate.name === null)
      throw new AppError('STATE_CONFLICT', `Certificate ${id} is not printed`, { detail: refusal });
    // Setting type takes a third of a second to load, which most processes never need.
    const { certificatePdf } = await import('./certificate/certificate-pdf.js');
    const bytes = await certificatePdf(certificate, this.config.certificateFont);
    return new StreamableFile(bytes, {
      type: PDF,
      disposition: `inline; filename="${certificate.number}.pdf"`,
      length: bytes.length,
    });
  }

  @Get('hour-certificates/:id')
  @Operation('getHourCertificate', 'A certificate and whether it holds', { 200: hourCertificate })
  one(@Param('id', { schema: idParameter }) id: string): Promise<HourCertificateView> {
    return this.certificates.one(id);
  }

  @Post('hour-certificates/:id/revoke')
  @HttpCode(200)
  @Operation('revokeHourCertificate', 'Take a certificate back', { 200: hourCertificate })
  revoke(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: revokeBody }) body: RevokeBody,
  ): Promise<HourCertificateView> {
    return this.certificates.revoke(id, body);
  }
}

/** For whoever holds a certificate in hand: no log-in. */
@ApiTags('hours')
@Controller('certificates')
export class VerifyController {
  constructor(private readonly certificates: CertificatesService) {}

  @Get(':code')
  @Operation(
    'verifyHourCertificate',
    'Whether a certificate holds: a page, or JSON for `Accept: application/json`',
    {
      200: certificateCheck,
    },
  )
  async verify(
    @Param('code', { schema: codeParameter }) code: string,
    @Query({ schema: pageQuery }) { lang = currentContext().language }: z.infer<typeof pageQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const check = await this.certificates.check(code);
    response.setHeader('cache-control', 'no-store');
    response.setHeader('vary', 'accept, accept-language');
    if (request.accepts(['html', 'json']) === 'json') {
      if (check === null) throw notFound('HourCertificate', code);
      response.json(check);
      return;
    }
    response.setHeader('content-security-policy', PAGE_POLICY);
    response.setHeader('content-language', lang);
    response
      .status(check === null ? 404 : 200)
      .type('html')
      .send(verifyPage(check, lang));
  }
}

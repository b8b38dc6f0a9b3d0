import { createGunzip } from 'node:zlib';
import {
  type Certificate,
  type OpenPlace,
  planCertificate,
  planDiff,
  type PlanDiff,
  planDocument,
  planExplanations,
  planQuery,
  type PlanQuery,
  plansOfSeasonQuery,
  planView,
  type PlanView,
} from '@heli/contracts';
import { Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers, idParameter, IfMatch, type IfMatchVersions, type Page, pageOf } from '../../http/index.js';
import { type StoredPlan } from './plan.entity.js';
import { PlansService } from './plans.service.js';

const diffQuery = z.strictObject({ against: idParameter });

@ApiTags('plans')
@Controller('api/v1')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  @Get('seasons/:seasonId/plans')
  @Answers(200, pageOf(planView))
  async list(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Query({ schema: plansOfSeasonQuery }) query: PlanQuery,
  ): Promise<Page<PlanView>> {
    return this.pageOf({ ...query, seasonId });
  }

  /** Plans of all seasons. */
  @Get('plans')
  @Answers(200, pageOf(planView))
  async listAll(@Query({ schema: planQuery }) query: PlanQuery): Promise<Page<PlanView>> {
    return this.pageOf(query);
  }

  @Get('plans/:id')
  @Answers(200, planView)
  async one(@Param('id', { schema: idParameter }) id: string): Promise<PlanView> {
    return planViewOf(await this.plans.get(id));
  }

  /** What is proven of the plan. */
  @Get('plans/:id/certificate')
  @Answers(200, planCertificate)
  certificate(@Param('id', { schema: idParameter }) id: string): Promise<Certificate> {
    return this.plans.certificate(id);
  }

  /** Why each open place is open, in numbers. */
  @Get('plans/:id/explanations')
  @Answers(200, planExplanations)
  async explanations(
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<{ planId: string; open: OpenPlace[] }> {
    return { planId: id, open: await this.plans.openPlaces(id) };
  }

  /** The sealed plan: heli-plan/1, as `heli verify` reads it. */
  @Get('plans/:id/document')
  @Answers(200, planDocument)
  async document(@Param('id', { schema: idParameter }) id: string): Promise<StreamableFile> {
    const plain = createGunzip();
    plain.end(await this.plans.documentGzip(id));
    return new StreamableFile(plain, { type: 'application/json' });
  }

  @Get('plans/:id/diff')
  @Answers(200, planDiff)
  diff(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: diffQuery }) { against }: z.infer<typeof diffQuery>,
  ): Promise<PlanDiff> {
    return this.plans.diff(id, against);
  }

  /** Makes a draft the plan of its season. */
  @Post('plans/:id/publish')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: true })
  @Answers(200, planView)
  async publish(
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
  ): Promise<PlanView> {
    return planViewOf(await this.plans.publish(id, ifMatch));
  }

  private async pageOf(query: PlanQuery): Promise<Page<PlanView>> {
    const page = await this.plans.list(query);
    return { ...page, items: page.items.map(planViewOf) };
  }
}

function planViewOf(plan: StoredPlan): PlanView {
  return {
    id: plan.id,
    version: plan.version,
    seasonId: plan.seasonId,
    runId: plan.runId,
    state: plan.state,
    problemSha256: plan.problemSha256,
    quality: plan.quality,
    termination: plan.termination,
    gap: plan.gap,
    counts: plan.counts,
    createdAt: plan.createdAt.toISOString(),
    publishedAt: plan.publishedAt?.toISOString() ?? null,
    supersededAt: plan.supersededAt?.toISOString() ?? null,
  };
}

import { createGunzip } from 'node:zlib';
import {
  assignmentQuery,
  type AssignmentQuery,
  assignmentView,
  type AssignmentView,
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
  pageOf,
  planView,
  type PlanView,
} from '@heli/contracts';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { nameSchemas, Operation, idParameter, type Page } from '../../http/index.js';
import { planViewOf } from './plan-view.js';
import { PlansService } from './plans.service.js';

const diffQuery = z.strictObject({ against: idParameter });

const planPage = pageOf(planView);
const assignmentPage = pageOf(assignmentView);

nameSchemas({
  Plan: planView,
  PlanPage: planPage,
  Assignment: assignmentView,
  AssignmentPage: assignmentPage,
  PlanDocument: planDocument,
  PlanExplanations: planExplanations,
  PlanDiff: planDiff,
  Certificate: planCertificate,
});

@ApiTags('plans')
@Controller('api/v1')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  @Get('seasons/:seasonId/plans')
  @Operation('listPlansOfSeason', 'List the plans of a season, newest first', { 200: planPage })
  async list(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Query({ schema: plansOfSeasonQuery }) query: PlanQuery,
  ): Promise<Page<PlanView>> {
    return this.pageOf({ ...query, seasonId });
  }

  @Get('plans')
  @Operation('listPlans', 'List plans, newest first', { 200: planPage })
  async listAll(@Query({ schema: planQuery }) query: PlanQuery): Promise<Page<PlanView>> {
    return this.pageOf(query);
  }

  @Get('plans/:id')
  @Operation('getPlan', 'Read a plan in short', { 200: planView })
  async one(@Param('id', { schema: idParameter }) id: string): Promise<PlanView> {
    return planViewOf(await this.plans.get(id));
  }

  @Get('plans/:id/certificate')
  @Operation('getPlanCertificate', 'What is proven of a plan', { 200: planCertificate })
  certificate(@Param('id', { schema: idParameter }) id: string): Promise<Certificate> {
    return this.plans.certificate(id);
  }

  @Get('plans/:id/explanations')
  @Operation('getPlanExplanations', 'Why each open place is open, in numbers', { 200: planExplanations })
  async explanations(
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<{ planId: string; open: OpenPlace[] }> {
    return { planId: id, open: await this.plans.openPlaces(id) };
  }

  @Get('plans/:id/assignments')
  @Operation('listAssignments', 'List who serves where in a plan, by activity', { 200: assignmentPage })
  async assignments(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: assignmentQuery }) query: AssignmentQuery,
  ): Promise<Page<AssignmentView>> {
    const page = await this.plans.assignments(id, query);
    return {
      ...page,
      items: page.items.map(({ id, planId, activityId, roleId, volunteerId }) => ({
        id,
        planId,
        activityId,
        roleId,
        volunteerId,
      })),
    };
  }

  @Get('plans/:id/document')
  @Operation('getPlanDocument', 'The sealed plan: heli-plan/1, as `heli verify` reads it', {
    200: planDocument,
  })
  async document(@Param('id', { schema: idParameter }) id: string): Promise<StreamableFile> {
    const plain = createGunzip();
    plain.end(await this.plans.documentGzip(id));
    return new StreamableFile(plain, { type: 'application/json' });
  }

  @Get('plans/:id/diff')
  @Operation('comparePlans', 'What is different between two plans', { 200: planDiff })
  diff(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: diffQuery }) { against }: z.infer<typeof diffQuery>,
  ): Promise<PlanDiff> {
    return this.plans.diff(id, against);
  }

  private async pageOf(query: PlanQuery): Promise<Page<PlanView>> {
    const page = await this.plans.list(query);
    return { ...page, items: page.items.map(planViewOf) };
  }
}

import {
  adoptionRequest,
  type AdoptionRequest,
  lifeQuery,
  type LifeQuery,
  resolutionCreate,
  type ResolutionCreate,
  resolutionPage,
  resolutionView,
  type ResolutionView,
  ruleSetPage,
  ruleSetView,
  type RuleSetView,
} from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { idParameter, nameSchemas, Operation, type Page } from '../../http/index.js';
import { created, given } from '../pools/index.js';
import { type Resolution } from './resolution.entity.js';
import { type Decided, ResolutionsService } from './resolutions.service.js';
import { type RuleSet } from './rule-set.entity.js';

nameSchemas({
  Resolution: resolutionView,
  ResolutionPage: resolutionPage,
  ResolutionCreate: resolutionCreate,
  RuleSet: ruleSetView,
  RuleSetPage: ruleSetPage,
  Adoption: adoptionRequest,
});

/** What councils decide, and the rules and weights that they decide on. */
@ApiTags('resolutions')
@Controller('api/v1')
export class ResolutionsController {
  constructor(private readonly resolutions: ResolutionsService) {}

  @Get('seasons/:seasonId/resolutions')
  @Operation('listResolutions', 'List the resolutions of a season, newest first', { 200: resolutionPage })
  async list(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Query({ schema: lifeQuery }) query: LifeQuery,
  ): Promise<Page<ResolutionView>> {
    const page = await this.resolutions.list(seasonId, query);
    const decided = await this.resolutions.decidedBy(page.items.map(({ id }) => id));
    return { ...page, items: page.items.map((one) => resolutionViewOf(one, decided(one.id))) };
  }

  @Post('seasons/:seasonId/resolutions')
  @Operation('createResolution', 'Write down what a council has decided', { 201: resolutionView })
  async create(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Body({ schema: resolutionCreate }) body: ResolutionCreate,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ResolutionView> {
    const resolution = await this.resolutions.create(seasonId, body);
    const nothing = { planIds: [], ruleSetIds: [] };
    return created(response, 'api/v1/resolutions', resolutionViewOf(resolution, nothing));
  }

  @Get('resolutions/:id')
  @Operation('getResolution', 'Read a resolution, and what was decided by it', { 200: resolutionView })
  async one(@Param('id', { schema: idParameter }) id: string): Promise<ResolutionView> {
    const resolution = await this.resolutions.get(id);
    return resolutionViewOf(resolution, (await this.resolutions.decidedBy([id]))(id));
  }

  @Get('seasons/:seasonId/rule-sets')
  @Operation(
    'listRuleSets',
    'List the rules and weights under which plans of a season were made, newest first',
    {
      200: ruleSetPage,
    },
  )
  async ruleSets(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Query({ schema: lifeQuery }) query: LifeQuery,
  ): Promise<Page<RuleSetView>> {
    const page = await this.resolutions.ruleSets(seasonId, query);
    return { ...page, items: page.items.map(ruleSetViewOf) };
  }

  @Get('rule-sets/:id')
  @Operation('getRuleSet', 'Read rules and weights under which plans were made', { 200: ruleSetView })
  async ruleSet(@Param('id', { schema: idParameter }) id: string): Promise<RuleSetView> {
    return ruleSetViewOf(await this.resolutions.ruleSet(id));
  }

  @Post('rule-sets/:id/adoption')
  @HttpCode(200)
  @Operation('adoptRuleSet', 'Bind rules and weights to the decision that adopted them', { 200: ruleSetView })
  async adopt(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: adoptionRequest }) { resolution }: AdoptionRequest,
  ): Promise<RuleSetView> {
    return ruleSetViewOf(await this.resolutions.adopt(id, resolution));
  }
}

function resolutionViewOf(resolution: Resolution, { planIds, ruleSetIds }: Decided): ResolutionView {
  return {
    id: resolution.id,
    version: resolution.version,
    createdAt: resolution.createdAt.toISOString(),
    updatedAt: resolution.updatedAt.toISOString(),
    seasonId: resolution.seasonId,
    number: resolution.number,
    decidedOn: resolution.decidedOn,
    ...given('title', resolution.title),
    ...given('note', resolution.note),
    planIds: [...planIds],
    ruleSetIds: [...ruleSetIds],
  };
}

function ruleSetViewOf({ id, seasonId, number, sha256, ...ruleSet }: RuleSet): RuleSetView {
  const { policy, objective, calendar, resolution, createdAt } = ruleSet;
  return {
    ...{ id, seasonId, number, sha256, policy, objective, calendar },
    resolution: resolution
      ? { id: resolution.id, number: resolution.number, decidedOn: resolution.decidedOn }
      : null,
    createdAt: createdAt.toISOString(),
  };
}

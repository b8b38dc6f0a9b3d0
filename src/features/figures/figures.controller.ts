import { figuresQuery, type FiguresQuery, seasonFigures, type SeasonFigures } from '@heli/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation } from '../../http/index.js';
import { FiguresService } from './figures.service.js';

nameSchemas({ SeasonFigures: seasonFigures });

@ApiTags('seasons')
@Controller('api/v1/seasons/:seasonId/figures')
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  @Get()
  @Operation(
    'getSeasonFigures',
    'Activities, hours, coverage, load, money and halls of a season in figures, for the communities in reach',
    { 200: seasonFigures },
  )
  of(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Query({ schema: figuresQuery }) query: FiguresQuery,
  ): Promise<SeasonFigures> {
    return this.figures.of(seasonId, query);
  }
}

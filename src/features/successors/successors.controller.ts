import {
  seasonSuccessor,
  type SeasonSuccessor,
  successorRequest,
  type SuccessorRequest,
} from '@heli/contracts';
import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { idParameter, nameSchemas, Operation } from '../../http/index.js';
import { SuccessorsService } from './successors.service.js';

nameSchemas({ SeasonSuccessor: seasonSuccessor, SuccessorRequest: successorRequest });

@ApiTags('seasons')
@Controller('api/v1/seasons')
export class SuccessorsController {
  constructor(private readonly successors: SuccessorsService) {}

  @Post(':id/successor')
  @HttpCode(200)
  @Operation(
    'makeSuccessor',
    'Make the season after one, or find the one that was made',
    { 200: seasonSuccessor },
    'It begins where the season ends and is as long, by the local clock; communities, policy, aims and series without an end go on. `Location` tells where it is.',
  )
  async make(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: successorRequest }) { name }: SuccessorRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SeasonSuccessor> {
    const successor = await this.successors.makeAfter(id, name);
    response.setHeader('location', `/api/v1/seasons/${encodeURIComponent(successor.season.id)}`);
    return successor;
  }
}

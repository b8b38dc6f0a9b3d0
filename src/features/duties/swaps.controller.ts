import {
  swapPage,
  swapQuery,
  type SwapQuery,
  swapRequest,
  type SwapRequest,
  swapView,
  type SwapView,
} from '@heli/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation, type Page } from '../../http/index.js';
import { SwapsService } from './swaps.service.js';

nameSchemas({ Swap: swapView, SwapPage: swapPage, SwapRequest: swapRequest });

/** Places that change hands between volunteers. */
@ApiTags('duties')
@Controller('api/v1')
export class SwapsController {
  constructor(private readonly swaps: SwapsService) {}

  @Get('swaps')
  @Operation('listSwaps', 'List who was asked to take over whose place, newest first', { 200: swapPage })
  list(@Query({ schema: swapQuery }) query: SwapQuery): Promise<Page<SwapView>> {
    return this.swaps.list(query);
  }

  @Post('duties/:id/swap')
  @HttpCode(200)
  @Operation(
    'askToSwap',
    'Ask somebody to take over a place; whoever has it keeps it until they have',
    { 200: swapView },
    'One at a time: asking somebody else takes the request before back.',
  )
  ask(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: swapRequest }) { volunteerId }: SwapRequest,
  ): Promise<SwapView> {
    return this.swaps.ask(id, volunteerId);
  }

  @Delete('duties/:id/swap')
  @HttpCode(204)
  @Operation('withdrawSwap', 'Take the request back; doing it twice does nothing', { 204: null })
  withdraw(@Param('id', { schema: idParameter }) id: string): Promise<void> {
    return this.swaps.withdraw(id);
  }

  @Post('swaps/:id/accept')
  @HttpCode(200)
  @Operation('acceptSwap', 'Take the place over; the other has it no longer', { 200: swapView })
  accept(@Param('id', { schema: idParameter }) id: string): Promise<SwapView> {
    return this.swaps.accept(id);
  }

  @Post('swaps/:id/refuse')
  @HttpCode(200)
  @Operation('refuseSwap', 'Leave the place where it is', { 200: swapView })
  refuse(@Param('id', { schema: idParameter }) id: string): Promise<SwapView> {
    return this.swaps.refuse(id);
  }
}

import {
  placePage,
  placeQuery,
  type PlaceQuery,
  type PlaceView,
  placeView,
  searchPage,
  searchQuery,
  type SearchQuery,
  searchView,
  type SearchView,
  signedUp,
  type SignedUp,
  signUp,
  type SignUp,
  waitingPage,
  waitingQuery,
  type WaitingQuery,
  waitingView,
  type WaitingView,
} from '@heli/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation, type Page } from '../../http/index.js';
import { OpenPlacesService } from './open-places.service.js';
import { SignUpService } from './sign-up.service.js';
import { StandInsService } from './stand-ins.service.js';
import { WaitListService } from './wait-list.service.js';

nameSchemas({
  Place: placeView,
  PlacePage: placePage,
  SignUp: signUp,
  SignedUp: signedUp,
  Waiting: waitingView,
  WaitingPage: waitingPage,
  StandInSearch: searchView,
  StandInSearchPage: searchPage,
});

/** Places that can be had, those who wait for one, and those who are asked to stand in. */
@ApiTags('duties')
@Controller('api/v1')
export class PlacesController {
  constructor(
    private readonly places: OpenPlacesService,
    private readonly signUps: SignUpService,
    private readonly waitList: WaitListService,
    private readonly standIns: StandInsService,
  ) {}

  @Get('open-places')
  @Operation(
    'listOpenPlaces',
    'Places that can still be had in a season, and whether somebody may have them',
    {
      200: placePage,
    },
  )
  open(@Query({ schema: placeQuery }) query: PlaceQuery): Promise<Page<PlaceView>> {
    return this.places.list(query);
  }

  @Post('activities/:id/roles/:roleId/sign-up')
  @HttpCode(200)
  @Operation(
    'signUp',
    'Take an open place, or wait for one; a refusal names every reason',
    { 200: signedUp },
    'Volunteers sign up themselves. Coordinators name a volunteer, and may set soft reasons aside with a reason of their own.',
  )
  signUp(
    @Param('id', { schema: idParameter }) activityId: string,
    @Param('roleId', { schema: idParameter }) roleId: string,
    @Body({ schema: signUp }) body: SignUp,
  ): Promise<SignedUp> {
    return this.signUps.signUp({ activityId, roleId }, body);
  }

  @Post('activities/:id/roles/:roleId/stand-ins')
  @HttpCode(202)
  @Operation('seekStandIns', 'Ask volunteers, the best first, to take an open place', { 202: searchView })
  seek(
    @Param('id', { schema: idParameter }) activityId: string,
    @Param('roleId', { schema: idParameter }) roleId: string,
  ): Promise<SearchView> {
    return this.standIns.start({ activityId, roleId });
  }

  @Get('stand-in-searches')
  @Operation('listStandInSearches', 'List who was or is asked to stand in, newest first', { 200: searchPage })
  searches(@Query({ schema: searchQuery }) query: SearchQuery): Promise<Page<SearchView>> {
    return this.standIns.list(query);
  }

  @Get('wait-list')
  @Operation('listWaiting', 'List who waits for a place, or has waited, first come first', {
    200: waitingPage,
  })
  waiting(@Query({ schema: waitingQuery }) query: WaitingQuery): Promise<Page<WaitingView>> {
    return this.waitList.list(query);
  }

  @Delete('wait-list/:id')
  @HttpCode(204)
  @Operation('leaveWaitList', 'Leave the line; leaving it twice does nothing', { 204: null })
  leave(@Param('id', { schema: idParameter }) id: string): Promise<void> {
    return this.waitList.cancel(id);
  }
}

import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { volunteerSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { VolunteersService } from './volunteers.service.js';

const PATH = 'api/v1/volunteers';

@ApiTags('volunteers')
@Controller(PATH)
export class VolunteersController extends poolController(
  PATH,
  { one: 'volunteer', many: 'volunteers' },
  volunteerSchemas,
  VolunteersService,
) {}

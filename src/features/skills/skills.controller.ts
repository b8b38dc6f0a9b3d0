import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { skillSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { SkillsService } from './skills.service.js';

const PATH = 'api/v1/skills';

@ApiTags('skills')
@Controller(PATH)
export class SkillsController extends poolController(
  PATH,
  { one: 'skill', many: 'skills' },
  skillSchemas,
  SkillsService,
) {}

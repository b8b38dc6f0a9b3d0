import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { organizationSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { OrganizationsService } from './organizations.service.js';

const PATH = 'api/v1/organizations';

@ApiTags('organizations')
@Controller(PATH)
export class OrganizationsController extends poolController(
  PATH,
  { one: 'organization', many: 'organizations' },
  organizationSchemas,
  OrganizationsService,
) {}

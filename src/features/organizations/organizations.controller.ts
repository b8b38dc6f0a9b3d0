import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type OrganizationCreate, type OrganizationQuery, organizationSchemas } from '@heli/contracts';
import { poolController } from '../pools/index.js';
import { OrganizationsService } from './organizations.service.js';

const PATH = 'api/v1/organizations';

@ApiTags('organizations')
@Controller(PATH)
export class OrganizationsController extends poolController<OrganizationQuery, OrganizationCreate>(PATH, organizationSchemas) {
  constructor(service: OrganizationsService) {
    super(service);
  }
}

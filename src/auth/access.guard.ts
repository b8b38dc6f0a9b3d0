import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { AppError } from '../errors/index.js';
import { actAs, currentContext } from '../http/context.js';
import { translate } from '../i18n/index.js';
import { Belongings } from './belongings.js';
import { Callers } from './callers.js';
import { permissionOf, type RolePermission } from './permissions.js';
import { isPlatformAdmin, type Principal } from './principal.js';
import { governs, NOWHERE, type Reach, reachOf, shares } from './reach.js';
import { ROLES } from './roles.js';

/** Finds out who calls, and lets through what the matrix allows. What it does not name is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly callers: Callers,
    private readonly belongings: Belongings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const { path } = request.route as { path: string };
    const permission = permissionOf(request.method, path, request.params);
    if (permission?.for === 'anyone') return true;
    const principal = await this.callers.identify(
      /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1],
    );
    if (principal.kind === 'operator') {
      actAs(principal, 'everything');
      return true;
    }
    if (permission === undefined) throw forbidden(`${request.method} ${path} is in no permission`);
    actAs(principal, await this.reach(principal, permission, request));
    return true;
  }

  private async reach(
    principal: Exclude<Principal, { kind: 'operator' }>,
    permission: Exclude<NonNullable<ReturnType<typeof permissionOf>>, { for: 'anyone' }>,
    request: Request,
  ): Promise<Reach> {
    switch (permission.for) {
      case 'signed-in':
        return NOWHERE;
      case 'platform':
        if (!isPlatformAdmin(principal)) throw forbidden('Only admins of the platform may');
        return 'everything';
      case 'roles':
        return this.byRole(principal, permission, request);
    }
  }

  private async byRole(principal: Principal, permission: RolePermission, request: Request): Promise<Reach> {
    const { roles, own, thing } = permission;
    const reach = reachOf(principal, roles, own);
    if (reach === 'everything') return reach;
    const { communities, organizations, volunteer, partner } = reach;
    if (communities.size + organizations.size === 0 && volunteer === null && partner === null)
      throw forbidden('None of the roles may');
    if (thing === null) return reach;
    const id = String(request.params[thing.parameter]);
    const owners = await this.belongings.ownersOf(thing.kind, id);
    // What is somebody else's is not there: the answer is that to an id that names nothing.
    if (owners === null || !shares(reachOf(principal, ROLES, ROLES), owners)) throw unknown(thing.kind, id);
    const enough = permission.needs === 'all' ? governs : shares;
    if (!enough(reach, owners)) throw forbidden(`Not all of the ${thing.kind} is in reach`);
    if (permission.fields !== undefined && !enough(reachOf(principal, roles), owners))
      refuseOtherFields(request.body, permission.fields);
    return reach;
  }
}

const forbidden = (message: string): AppError => new AppError('FORBIDDEN', message);

const TYPES: Readonly<Partial<Record<string, string>>> = {
  'partner-unit': 'PartnerUnit',
  group: 'GrassrootsGroup',
  equipment: 'EquipmentItem',
  series: 'ActivitySeries',
};

function unknown(kind: string, id: string): AppError {
  const type = TYPES[kind] ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return new AppError('NOT_FOUND', `${type} ${id} is not known`, { params: { type, id } });
}

function refuseOtherFields(body: unknown, fields: readonly string[]): void {
  const sent = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  const refused = sent.filter((field) => !fields.includes(field));
  if (refused.length === 0) return;
  throw new AppError('FORBIDDEN', `Of their own thing people may not change ${refused.join(', ')}`, {
    detail: 'fields_not_own',
    params: { fields: fields.join(', ') },
    faults: refused.map((field) => ({
      pointer: `/${field}`,
      code: 'not_own',
      message: translate(currentContext().language, 'accounts.notOwn', { fields: fields.join(', ') }),
    })),
  });
}

import { createHash, randomBytes } from 'node:crypto';
import { localDate } from '@heli/calendar';
import canonicalize from 'canonicalize';
import {
  type CertificateBody,
  type CertificateCheck,
  type HourCertificateView,
  type RevokeBody,
} from '@heli/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { lockUntilCommit, newId, Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { Community } from '../communities/index.js';
import { type Duty } from '../duties/index.js';
import { Organization } from '../organizations/index.js';
import { Volunteer } from '../volunteers/index.js';
import { HourCertificate } from './hour-certificate.entity.js';
import { hoursLock } from './hours-lock.js';
import { maskedName } from './masked-name.js';
import { entriesOf, titlesOf } from './volunteer-hours.service.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LETTERS = 26;

/** Certificates of hours: what was confirmed, as it was when it was certified. */
@Injectable()
export class CertificatesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  issue(volunteerId: string, body: CertificateBody, now = new Date()): Promise<HourCertificateView> {
    return this.transactions.run(async (manager) => {
      await lockUntilCommit(manager, hoursLock(volunteerId));
      const volunteer = await manager.findOneBy(Volunteer, { id: volunteerId });
      if (volunteer === null) throw notFound('Volunteer', volunteerId);
      const { name } = volunteer;
      if (name === null) throw conflict('certificate_nameless');
      const { from, until, language } = body;
      const services = await servicesOf(manager, volunteerId, body);
      if (services.length === 0) throw conflict('certificate_empty', { from, until });
      const [{ next } = { next: '0' }] = await manager.query<{ next: string }[]>(
        `SELECT nextval('hour_certificate_numbers') AS next`,
      );
      const { timeZone } = await manager.findOneByOrFail(Community, { id: volunteer.communityId });
      const issuedOn = localDate(Math.floor(now.getTime() / 60_000), timeZone);
      const content = {
        number: `HL-${issuedOn.slice(0, 4)}-${next.padStart(6, '0')}`,
        code: newCode(),
        volunteerId,
        name,
        issuer: await issuerOf(manager, volunteer, body.organizationId),
        fromDate: from,
        untilDate: until,
        language,
        minutes: services.reduce((sum, { minutes }) => sum + minutes, 0),
        services,
        issuedAt: now,
        issuedOn,
      };
      const sha256 = createHash('sha256')
        .update(canonicalize(content) ?? '')
        .digest('hex');
      const certificate = manager.create(HourCertificate, {
        id: newId(),
        ...content,
        sha256,
        issuedBy: currentContext().actor,
        state: 'valid',
        revokedAt: null,
        revokedReason: null,
      });
      await manager.insert(HourCertificate, certificate);
      await this.audit.record({
        action: 'certificate.issued',
        entityType: 'HourCertificate',
        entityId: certificate.id,
        after: { number: content.number, volunteerId, from, until, minutes: content.minutes, sha256 },
      });
      return this.view(certificate);
    });
  }

  async list(volunteerId: string): Promise<{ items: HourCertificateView[] }> {
    const rows = await this.transactions.manager.find(HourCertificate, {
      where: { volunteerId },
      order: { issuedAt: 'DESC', id: 'ASC' },
    });
    return { items: rows.map((row) => this.view(row)) };
  }

  async one(id: string): Promise<HourCertificateView> {
    const row = await this.transactions.manager.findOneBy(HourCertificate, { id });
    if (row === null) throw notFound('HourCertificate', id);
    return this.view(row);
  }

  revoke(id: string, { reason }: RevokeBody, now = new Date()): Promise<HourCertificateView> {
    return this.transactions.run(async (manager) => {
      const row = await manager.findOne(HourCertificate, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (row === null) throw notFound('HourCertificate', id);
      if (row.state !== 'valid') throw conflict('certificate_over');
      Object.assign(row, { state: 'revoked', revokedAt: now, revokedReason: reason });
      await manager.save(row);
      await this.audit.record({
        action: 'certificate.revoked',
        entityType: 'HourCertificate',
        entityId: id,
        before: { state: 'valid' },
        after: { state: 'revoked', reason },
      });
      return this.view(row);
    });
  }

  /** What whoever holds a certificate may know; null: no certificate has this code. */
  async check(code: string): Promise<CertificateCheck | null> {
    const plain = code.toUpperCase().replace(/[\s-]/g, '');
    const row = await this.transactions.manager.findOneBy(HourCertificate, { code: plain });
    if (row === null) return null;
    const { services, ...view } = this.view(row);
    return {
      number: view.number,
      state: view.state,
      name: view.name === null ? null : maskedName(view.name),
      issuer: view.issuer,
      from: view.from,
      until: view.until,
      minutes: view.minutes,
      services: services.length,
      issuedOn: view.issuedOn,
      revokedAt: view.revokedAt,
      sha256: view.sha256,
    };
  }

  private view(row: HourCertificate): HourCertificateView {
    const { language } = currentContext();
    return {
      id: row.id,
      number: row.number,
      code: row.code,
      verifyUrl: `${this.config.publicUrl}/certificates/${row.code}`,
      volunteerId: row.volunteerId,
      name: row.name,
      issuer: row.issuer,
      from: row.fromDate,
      until: row.untilDate,
      language: row.language,
      minutes: row.minutes,
      services: row.services,
      sha256: row.sha256,
      issuedAt: row.issuedAt.toISOString(),
      issuedOn: row.issuedOn,
      state: row.state,
      revokedAt: row.revokedAt?.toISOString() ?? null,
      revokedReason:
        row.state === 'corrected' ? translate(language, 'hours.corrected_reason') : row.revokedReason,
    };
  }
}

/** Certificates that show the hours of a duty as they were end with their correction. */
export async function markCorrected(
  manager: EntityManager,
  { id, volunteerId }: Duty,
  now: Date,
): Promise<void> {
  await manager.query(
    `UPDATE hour_certificates SET state = 'corrected', revoked_at = $3
      WHERE volunteer_id = $1 AND state = 'valid' AND services @> $2::jsonb`,
    [volunteerId, JSON.stringify([{ dutyId: id }]), now],
  );
}

/**
 * Takes the name from a person's certificates. Numbers, hours and digests stay, so that a certificate on paper can still
 * be checked: whoever has it knows the name.
 */
export async function forgetHolder(manager: EntityManager, volunteerId: string): Promise<void> {
  await manager.update(HourCertificate, { volunteerId }, { name: null });
}

/** The hours of each duty, corrections included. */
async function servicesOf(
  manager: EntityManager,
  volunteerId: string,
  { from, until }: CertificateBody,
): Promise<HourCertificateView['services']> {
  const entries = await entriesOf(manager, volunteerId, { from, until });
  const titles = await titlesOf(manager, entries);
  const byDuty = new Map<string, HourCertificateView['services'][number]>();
  for (const { dutyId, activityId, kind, date, minutes } of entries) {
    const held = byDuty.get(dutyId);
    const title = titles.get(activityId) ?? activityId;
    byDuty.set(dutyId, {
      ...(held ?? { dutyId, activityId, title, kind, date }),
      minutes: (held?.minutes ?? 0) + minutes,
    });
  }
  return [...byDuty.values()].filter(({ minutes }) => minutes > 0);
}

async function issuerOf(
  manager: EntityManager,
  { communityId }: Volunteer,
  organizationId: string | undefined,
): Promise<string> {
  const organizations = await manager.findBy(Organization, { communityId });
  if (organizationId !== undefined) {
    const named = organizations.find(({ id }) => id === organizationId);
    if (named === undefined) throw elsewhere(organizationId);
    return named.name;
  }
  const [only] = organizations;
  if (only !== undefined && organizations.length === 1) return only.name;
  return (await manager.findOneByOrFail(Community, { id: communityId })).name;
}

const newCode = (): string =>
  Array.from(randomBytes(CODE_LETTERS), (byte) => ALPHABET.charAt(byte % 32)).join('');

const conflict = (detail: string, params: Readonly<Record<string, string>> = {}): AppError =>
  new AppError('STATE_CONFLICT', `No certificate: ${detail}`, { detail, params });

function elsewhere(id: string): AppError {
  const message = translate(currentContext().language, 'details.organization_elsewhere', { id });
  return new AppError('REFERENCE_UNKNOWN', `Organization ${id} is not of the community`, {
    detail: 'organization_elsewhere',
    params: { id },
    faults: [{ pointer: '/organizationId', code: 'reference_unknown', message }],
  });
}

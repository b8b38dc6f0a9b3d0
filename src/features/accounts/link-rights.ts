import { Injectable } from '@nestjs/common';
import { Belongings, governs } from '../../auth/index.js';
import { AppError } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { translate } from '../../i18n/index.js';

interface Links {
  readonly volunteerId?: string | null | undefined;
  readonly partnerUnitId?: string | null | undefined;
}

/** Who says that an account is a certain volunteer opens that person's things to it: only whoever keeps them may. */
@Injectable()
export class LinkRights {
  constructor(private readonly belongings: Belongings) {}

  async assert({ volunteerId, partnerUnitId }: Links): Promise<void> {
    const { reach, language } = currentContext();
    const named = [
      ['volunteer', 'volunteerId', volunteerId],
      ['partner-unit', 'partnerUnitId', partnerUnitId],
    ] as const;
    const faults = [];
    for (const [kind, field, id] of named) {
      if (id == null) continue;
      const owners = await this.belongings.ownersOf(kind, id);
      if (owners !== null && governs(reach, owners)) continue;
      faults.push({
        pointer: `/${field}`,
        code: 'reference_unknown',
        message: translate(language, 'accounts.notKnownHere', { id }),
      });
    }
    if (faults.length > 0)
      throw new AppError('REFERENCE_UNKNOWN', 'The account names what is not known', { faults });
  }
}

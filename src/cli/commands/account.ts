import { type Fault, memberCreate } from '@heli/contracts';
import { AuditService } from '../../audit/index.js';
import { Belongings } from '../../auth/index.js';
import { Transactions } from '../../database/index.js';
import { parseWith } from '../../errors/index.js';
import { AccountsService, LinkRights, MembersService } from '../../features/accounts/index.js';
import { withContext } from '../../http/context.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { readSecret } from '../read-secret.js';
import { configOf, type ServiceOptions, withDataSource } from '../service.js';

export interface AccountOptions extends ServiceOptions {
  readonly login: string;
  readonly role: string;
  readonly organization?: string;
  readonly name?: string;
  readonly contact?: string;
}

/** `heli account create`: an account with a role, e.g. the first admin of a platform. */
export async function createAccount(talk: Conversation, options: AccountOptions): Promise<ExitCode> {
  const words = talk.texts.account;
  const { login, role, organization, name, contact } = options;
  if (organization === undefined && role !== 'admin')
    throw new CliError(EXIT.usage, 'USAGE', words.organizationNeeded(role));
  const config = configOf(talk, options);
  const password = process.env.HELI_PASSWORD ?? (await typed(talk));
  const parsed = parseWith(
    memberCreate,
    {
      login,
      role,
      password,
      ...(name === undefined ? {} : { displayName: name }),
      ...(contact === undefined ? {} : { contact }),
    },
    talk.language,
  );
  if (!parsed.ok) {
    const faults: Fault[] = parsed.faults.map(({ pointer, code, message }) => ({ pointer, code, message }));
    throw new CliError(EXIT.no, 'VALIDATION_FAILED', words.refused, { faults });
  }
  const { role: known, ...account } = parsed.value;
  const member = await withDataSource(talk, config, (dataSource) => {
    const transactions = new Transactions(dataSource);
    const audit = new AuditService(transactions);
    const accounts = new AccountsService(transactions, audit);
    const members = new MembersService(transactions, accounts, new LinkRights(new Belongings()), audit);
    const operator = {
      requestId: 'command-line',
      language: talk.language,
      actor: 'operator',
      reach: 'everything',
    } as const;
    return withContext(operator, () => members.add(organization ?? null, known, account));
  });
  talk.print(words.created(member.login, known, member.organizationId));
  talk.result({ ok: true, command: 'account create', ...member });
  return EXIT.ok;
}

async function typed(talk: Conversation): Promise<string> {
  const words = talk.texts.account;
  const terminal = { stdin: process.stdin, stderr: talk.streams.stderr };
  const first = await readSecret(words.password, terminal);
  if (first === null) throw new CliError(EXIT.usage, 'USAGE', words.passwordNeeded);
  if (!process.stdin.isTTY) return first;
  const again = await readSecret(words.passwordAgain, terminal);
  if (first !== again) throw new CliError(EXIT.usage, 'USAGE', words.passwordsDiffer);
  return first;
}

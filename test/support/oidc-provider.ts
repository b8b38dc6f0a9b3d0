import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const CLIENT = { id: 'heli', secret: 'a client secret' };

/** A small OpenID Connect provider: everybody who comes is the same person. */
export class OidcProvider {
  /** What the next identity token says instead of the truth. */
  lie: Readonly<Record<string, string>> = {};
  private readonly asked = new Map<string, { readonly nonce: string; readonly challenge: string }>();

  private constructor(
    readonly issuer: string,
    readonly close: () => Promise<void>,
    private readonly keys: Awaited<ReturnType<typeof generateKeyPair>>,
  ) {}

  static async start(): Promise<OidcProvider> {
    let answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> = () =>
      Promise.resolve();
    const server = createServer((request, response) => {
      answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
    const provider = new OidcProvider(`http://127.0.0.1:${port}`, close, await generateKeyPair('RS256'));
    answer = (request, response) => provider.answer(request, response);
    return provider;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.issuer);
    const json = (body: object, status = 200) =>
      response
        .writeHead(status, { 'content-type': 'application/json', connection: 'close' })
        .end(JSON.stringify(body));
    switch (pathname) {
      case '/.well-known/openid-configuration':
        json({
          issuer: this.issuer,
          authorization_endpoint: `${this.issuer}/authorize`,
          token_endpoint: `${this.issuer}/token`,
          jwks_uri: `${this.issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        });
        return;
      case '/keys':
        json({ keys: [{ ...(await exportJWK(this.keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] });
        return;
      case '/authorize': {
        const code = randomBytes(16).toString('hex');
        const parameter = (name: string) => searchParams.get(name) ?? '';
        this.asked.set(code, { nonce: parameter('nonce'), challenge: parameter('code_challenge') });
        const back = new URL(parameter('redirect_uri'));
        back.search = new URLSearchParams({ code, state: parameter('state') }).toString();
        response.writeHead(302, { location: back.href, connection: 'close' }).end();
        return;
      }
      case '/token': {
        const form = new URLSearchParams(await textOf(request));
        const asked = this.asked.get(form.get('code') ?? '');
        this.asked.delete(form.get('code') ?? '');
        const challenge = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        const isClient = form.get('client_id') === CLIENT.id && form.get('client_secret') === CLIENT.secret;
        if (challenge !== asked?.challenge || !isClient) {
          json({ error: 'invalid_grant' }, 400);
          return;
        }
        const claims = { iss: this.issuer, aud: CLIENT.id, sub: '4711', nonce: asked.nonce, ...this.lie };
        const identity = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).setIssuedAt();
        json({
          access_token: 'of no use here',
          token_type: 'Bearer',
          id_token: await identity.setExpirationTime('5m').sign(this.keys.privateKey),
        });
        return;
      }
      default:
        response.writeHead(404).end();
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

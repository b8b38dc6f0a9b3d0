/** Where the console stands: the service writes the path prefix into `<base>` and what it offers into `<meta name="heli">`. */
export interface Offer {
  /** `open`: nobody signs in. */
  readonly auth: 'open' | 'accounts';
  /** Whether an OpenID Connect provider can be used. */
  readonly oidc: boolean;
  /** Only in demo mode: made-up people to sign in as. */
  readonly demo: readonly { readonly login: string; readonly password: string; readonly role: string }[];
}

const NOTHING: Offer = { auth: 'accounts', oidc: false, demo: [] };

function readOffer(): Offer {
  const content = document.querySelector<HTMLMetaElement>('meta[name="heli"]')?.content ?? '{}';
  return { ...NOTHING, ...(JSON.parse(content) as Partial<Offer>) };
}

export const offer: Offer = readOffer();

/** Path prefix without its last slash: '' or '/heli'. */
export const basePath = new URL(document.baseURI).pathname.replace(/\/[^/]*$/, '');

/** Address below the prefix, e.g. of `api/v1/seasons`. */
export const addressOf = (path: string): string => new URL(path.replace(/^\//, ''), document.baseURI).href;

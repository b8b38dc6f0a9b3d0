import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet, { type HelmetOptions } from 'helmet';

/** The page of the API documentation brings inline styles and scripts; the rest below `/api` is data. */
const DOCUMENTATION = '/api/docs';

const policyOf = (directives: Readonly<Record<string, readonly string[]>>) => ({
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    ...Object.fromEntries(Object.entries(directives).map(([name, sources]) => [name, [...sources]])),
  },
});

/** What browsers may do with answers. `https`: they come through TLS, and browsers shall insist on it. */
export function securityHeaders({ https }: { readonly https: boolean }): RequestHandler {
  const options: HelmetOptions = {
    strictTransportSecurity: https,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  };
  // Scripts are the service's own files only. Component libraries set styles by script; charts are pictures of data.
  // The board of queues below `/admin` asks for the same.
  const ofPages = helmet({
    ...options,
    contentSecurityPolicy: policyOf({
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      objectSrc: ["'none'"],
    }),
  });
  const ofData = helmet({ ...options, contentSecurityPolicy: policyOf({}) });
  const ofDocumentation = helmet({
    ...options,
    contentSecurityPolicy: policyOf({
      styleSrc: ["'self'", "'unsafe-inline'"],
      scriptSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
    }),
  });
  const headersFor = (path: string): RequestHandler => {
    if (path.startsWith(DOCUMENTATION)) return ofDocumentation;
    return path.startsWith('/api/') ? ofData : ofPages;
  };
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.path.startsWith('/api/v1')) response.setHeader('cache-control', 'no-store');
    headersFor(request.path)(request, response, next);
  };
}

import { type NextFunction, type Request, type Response } from 'express';

/** The page of the API documentation brings inline styles and scripts; everything else is data. */
const DOCUMENTATION = '/api/docs';

export function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  const policy = request.path.startsWith(DOCUMENTATION)
    ? "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    : "default-src 'self'; frame-ancestors 'none'";
  response.setHeader('content-security-policy', policy);
  if (request.path.startsWith('/api/v1')) response.setHeader('cache-control', 'no-store');
  next();
}

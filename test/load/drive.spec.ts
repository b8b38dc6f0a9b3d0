import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { drive } from './drive.js';
import { type Traffic } from './routes.js';

describe('callers of the load measurement', () => {
  let server: Server;
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${String(request.method)} ${String(request.url)} ${String(request.headers['x-who'])}`);
      response.statusCode = request.url === '/refused' ? 503 : 200;
      request.resume().on('end', () => response.end('{}'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('count every answer of every route, and those that are no success', async () => {
    const headers = { 'x-who': 'coordinator' };
    const traffic: Traffic[] = [
      { route: 'GET /lists', method: 'GET', weight: 3, requests: [{ path: '/lists?page=1', headers }] },
      {
        route: 'POST /writes',
        method: 'POST',
        weight: 1,
        requests: [{ path: '/refused', headers, body: '{}' }],
      },
    ];
    const { port } = server.address() as AddressInfo;
    const [all, lists, writes] = await drive(`http://127.0.0.1:${port}`, traffic, 3, 1);
    expect([all?.route, lists?.route, writes?.route]).toEqual(['all', 'GET /lists', 'POST /writes']);
    expect(new Set(asked)).toEqual(new Set(['GET /lists?page=1 coordinator', 'POST /refused coordinator']));
    expect(lists?.errors).toBe(0);
    expect(writes?.errors).toBeGreaterThan(0);
    expect(all?.errors).toBe(writes?.errors);
    expect(lists?.rps).toBeGreaterThan(writes?.rps ?? 0);
    expect(all?.p99).toBeGreaterThanOrEqual(all?.p50 ?? 0);
  });
});

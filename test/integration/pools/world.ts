import { type Server } from 'node:http';
import request, { type Response } from 'supertest';

/** Short words for what a test of the pools does over HTTP. */
export class World {
  constructor(private readonly server: () => Server) {}

  async post(path: string, body: object, status = 201): Promise<Response> {
    return expectStatus(
      await request(this.server()).post(`/api/v1/${path}`).set('accept-language', 'en').send(body),
      status,
    );
  }

  async get(path: string, status = 200): Promise<Response> {
    return expectStatus(
      await request(this.server()).get(`/api/v1/${path}`).set('accept-language', 'en'),
      status,
    );
  }

  async patch(path: string, etag: string, body: object, status = 200): Promise<Response> {
    const sent = request(this.server())
      .patch(`/api/v1/${path}`)
      .set('if-match', etag)
      .set('accept-language', 'en');
    return expectStatus(await sent.send(body), status);
  }

  async put(path: string, etag: string, body: object, status = 200): Promise<Response> {
    const sent = request(this.server())
      .put(`/api/v1/${path}`)
      .set('if-match', etag)
      .set('accept-language', 'en');
    return expectStatus(await sent.send(body), status);
  }

  async remove(path: string, etag: string, status = 204): Promise<Response> {
    const sent = request(this.server())
      .delete(`/api/v1/${path}`)
      .set('if-match', etag)
      .set('accept-language', 'en');
    return expectStatus(await sent, status);
  }

  /** A community `c1`, skills `first-aid` and `driving`, a season `s1` in spring 2013. */
  async found(): Promise<void> {
    await this.post('communities', {
      id: 'c1',
      name: '安贞里社区',
      location: { latitude: 39.97, longitude: 116.4 },
    });
    await this.post('communities', { id: 'c2', name: '小关社区' });
    await this.post('skills', { id: 'first-aid', name: '急救', needsQualification: true });
    await this.post('skills', { id: 'driving', name: '驾驶' });
    await this.post('seasons', {
      id: 's1',
      name: '2013 春',
      start: '2013-03-01T00:00:00+08:00',
      end: '2013-07-01T00:00:00+08:00',
      communityIds: ['c1'],
      policy: { leaderSkillId: 'first-aid' },
    });
  }

  activity(id: string, more: object = {}): object {
    return {
      id,
      seasonId: 's1',
      title: `活动 ${id}`,
      kind: 'volunteer_service',
      communityId: 'c1',
      durationMinutes: 120,
      candidateStarts: ['2013-03-09T14:00:00+08:00'],
      ...more,
    };
  }
}

function expectStatus(response: Response, status: number): Response {
  if (response.status === status) return response;
  throw new Error(`${response.status} instead of ${status}: ${JSON.stringify(response.body)}`);
}

export const pointersOf = (response: Response): string[] =>
  (response.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort();

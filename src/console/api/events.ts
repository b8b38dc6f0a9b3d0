import { createParser } from 'eventsource-parser';
import { send } from './client';
import { ApiProblem } from './problem';

export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/** What one connection tells, until it ends or `onEvent` says that that was the last; answers the id to come back with. */
async function listen(
  path: string,
  last: string | undefined,
  onEvent: (event: ServerEvent) => boolean,
  signal: AbortSignal,
): Promise<{ readonly last: string | undefined; readonly over: boolean; readonly heard: boolean }> {
  const headers = { accept: 'text/event-stream', ...(last === undefined ? {} : { 'last-event-id': last }) };
  const response = await send(path, { headers, signal });
  const told = { last, over: false, heard: false };
  const parser = createParser({
    onEvent: ({ event, data, id }) => {
      told.last = id ?? told.last;
      told.heard = true;
      const content: unknown = data === '' ? null : JSON.parse(data);
      if (onEvent({ event: event ?? 'message', data: content })) told.over = true;
    },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return told;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return told;
    parser.feed(value);
    if (told.over) {
      await reader.cancel();
      return told;
    }
  }
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Follows server-sent events with whoever is signed in (EventSource cannot say so). Comes back by itself with
 * `Last-Event-ID` until `onEvent` answers `true` (that was the last one) or the signal ends it.
 * @throws what the service refuses, or Unreachable after several attempts
 */
export async function follow(
  path: string,
  onEvent: (event: ServerEvent) => boolean,
  signal: AbortSignal,
): Promise<void> {
  let last: string | undefined;
  let waitMs = FIRST_WAIT_MS;
  for (;;) {
    try {
      const told = await listen(path, last, onEvent, signal);
      if (told.over) return;
      last = told.last;
      if (told.heard) waitMs = FIRST_WAIT_MS;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiProblem && error.status < 500) throw error;
      if (waitMs > LONGEST_WAIT_MS) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (signal.aborted) return;
    waitMs *= 2;
  }
}

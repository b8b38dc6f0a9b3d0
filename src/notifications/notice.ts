import { type NoticeAudience, type NoticeTemplate } from '@heli/contracts';
import { type ParametersOf } from './templates/index.js';

/** What somebody is to be told. The outbox finds channels and language. */
export type Notice<T extends NoticeTemplate = NoticeTemplate> = {
  [K in T]: {
    /** Names the event: nobody is told of the same one twice. */
    readonly eventKey: string;
    readonly recipient: string;
    readonly template: K;
    readonly parameters: ParametersOf<K>;
    /** The clock of the recipient's community. */
    readonly zone: string;
    /** May be set by the recipient to break quiet hours. */
    readonly urgent?: boolean;
    /** ISO instants; left out: at once, and for ever. */
    readonly notBefore?: string | undefined;
    readonly notAfter?: string | undefined;
  };
}[T];

/** `volunteer:V0007` */
export const recipientOf = (audience: NoticeAudience, id: string): string => `${audience}:${id}`;

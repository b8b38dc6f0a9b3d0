import { type ChannelChoice } from '@heli/contracts';

export const MASK = '***';

/** Enough for its owner to know it by: `z***@example.org`, `https://qyapi.weixin.qq.com/***`. */
export function maskedAddress({ channel, address }: Extract<ChannelChoice, { address: string }>): string {
  if (channel !== 'email') return `${new URL(address).origin}/${MASK}`;
  const [local = '', host = ''] = address.split('@', 2);
  return `${local.slice(0, 1)}${MASK}@${host}`;
}

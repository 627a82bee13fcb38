import { putDamageNoticeAway } from '../cache/damage-notice.ts';
import { once, os } from './implement.ts';

export const systemHandlers = {
  info: os.system.info.handler(({ context: { host } }) => ({
    version: host.version,
    host: host.kind,
    demo: host.demo,
    keyProtection: host.keys.protection,
  })),
  acknowledgeDamage: os.system.acknowledgeDamage.handler(({ input, context }) =>
    once(context, 'system.acknowledgeDamage', input.requestId, () => {
      const acknowledged = putDamageNoticeAway(context.database);
      if (acknowledged) context.events.changed('store');
      return { acknowledged };
    }),
  ),
  events: os.system.events.handler(({ context, signal }) => context.events.subscribe(signal)),
};

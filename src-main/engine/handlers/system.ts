import { os } from './implement.ts';

export const systemHandlers = {
  info: os.system.info.handler(({ context: { host } }) => ({
    version: host.version,
    host: host.kind,
    demo: host.demo,
    keyProtection: host.keys.protection,
  })),
  events: os.system.events.handler(({ context, signal }) => context.events.subscribe(signal)),
};

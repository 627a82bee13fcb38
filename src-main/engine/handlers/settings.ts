import { Settings } from '#contract/settings.ts';
import { readSettings, writeSettings } from '../cache/tables/setting.ts';
import { once, os } from './implement.ts';

export const settingsHandlers = {
  get: os.settings.get.handler(({ context }) => readSettings(context.database)),
  set: os.settings.set.handler(({ input, context }) =>
    once(context, 'settings.set', input.requestId, () => {
      const { requestId: _requestId, ...wanted } = input;
      const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
      const settings = Settings.parse({ ...readSettings(context.database), ...given });
      writeSettings(context.database, settings);
      context.events.changed('settings');
      return settings;
    }),
  ),
};

import { pino, stdTimeFunctions } from 'pino';
import type { LogFields, Logger } from '#engine/host.ts';
import type { LogFile } from './log-file.ts';

export type LoggerOptions = {
  readonly file: Pick<LogFile, 'write'>;
  /** Keeps the fields that may be logged and takes out of their values what must not be read. */
  readonly clean: (fields: LogFields) => LogFields;
  readonly level: 'debug' | 'info' | 'warn';
};

/** One JSON object a line: time, level, event, allowed fields. Nothing reaches the file but through `clean`. */
export function createLogger({ file, clean, level }: LoggerOptions): Logger {
  const log = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    file,
  );
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void =>
      log[name](clean(fields), event);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

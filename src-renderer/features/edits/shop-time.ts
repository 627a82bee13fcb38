import { useFormat } from '../../i18n/use-format.ts';

/**
 * Words a time as the shop's own rows hold it: `2026-11-24 14:05:00` on the shop's clock is `24 Kas 2026 14:05`, said
 * without moving it to this computer's zone. An instant in UTC is moved; anything else is shown as it is.
 */
export function useShopTime(): (time: string) => string {
  const format = useFormat();
  return (time) => {
    const wall = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(time);
    if (wall) return `${format.day(wall[1]!)} ${wall[2]!}`;
    return time.endsWith('Z') && !Number.isNaN(Date.parse(time)) ? format.dateTime(time) : time;
  };
}

import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { StateDot } from '../../ui/state-dot.tsx';
import { useNow } from '../../ui/use-now.ts';

const SOON_MS = 4 * 3_600_000;

/** How long until the merchant must have answered, by shape and word; it turns late without being read again. */
export function AnswerClock({
  answerBy,
  late,
  waits,
}: {
  readonly answerBy: string | null;
  readonly late: boolean;
  /** Whether the marketplace waits for the merchant at all. */
  readonly waits: boolean;
}): React.ReactNode {
  const { t } = useTranslation('returns');
  const format = useFormat();
  const now = useNow();
  if (!waits || (answerBy === null && !late)) {
    return <span style={{ color: 'var(--ms-text-muted)' }}>{t(waits ? 'clock.none' : 'clock.done')}</span>;
  }
  const left = answerBy === null ? 0 : Date.parse(answerBy) - now;
  const over = late || left < 0;
  const label = t(over ? 'clock.late' : 'clock.left', { length: format.duration(Math.abs(left)) });
  return (
    <Tooltip label={answerBy === null ? label : format.dateTime(answerBy)}>
      <span>
        <StateDot tone={over ? 'failing' : left < SOON_MS ? 'waiting' : 'info'} label={label} />
      </span>
    </Tooltip>
  );
}

import { useTranslation } from 'react-i18next';
import type { ReturnStatus } from '#contract/returns.ts';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';

const TONES: Readonly<Record<ReturnStatus, Tone>> = {
  requested: 'info',
  'on-its-way': 'info',
  'waits-for-seller': 'waiting',
  accepted: 'ok',
  rejected: 'paused',
  disputed: 'held',
  cancelled: 'paused',
  refunded: 'ok',
  other: 'waiting',
};

export function ReturnState({
  status,
  raw,
}: {
  readonly status: ReturnStatus;
  readonly raw: string;
}): React.ReactNode {
  const { t } = useTranslation('returns');
  return <StateDot tone={TONES[status]} label={t(`status.${status}`, { raw })} />;
}

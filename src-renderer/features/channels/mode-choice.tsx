import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelMode } from '#contract/channels.ts';

/** Approval or automatic, each with what it means. */
export function ModeChoice({
  value,
  label,
  onChange,
}: {
  readonly value: ChannelMode;
  readonly label: string;
  readonly onChange: (mode: ChannelMode) => void;
}): React.ReactNode {
  const { t } = useTranslation('channels');
  return (
    <Radio.Group label={label} value={value} onChange={(mode) => onChange(modeOf(mode))}>
      <Stack gap="xs" mt={8}>
        <Radio value="approval" label={t('mode.approval')} description={t('mode.approvalText')} />
        <Radio value="automatic" label={t('mode.automatic')} description={t('mode.automaticText')} />
      </Stack>
    </Radio.Group>
  );
}

function modeOf(text: string): ChannelMode {
  return text === 'automatic' ? 'automatic' : 'approval';
}

import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeHold } from '#contract/guard-texts.ts';
import type { PlanChange } from '#contract/plan.ts';
import type { Problem } from '#contract/problem.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { fullName } from '../../ui/full-name.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { stepText, valuesOf, type ValueChange } from './change-values.ts';
import classes from './plan.module.css';

type Props = {
  readonly change: PlanChange;
  readonly sendNow: boolean;
  readonly pending: boolean;
  readonly problem: Problem | null;
  readonly onApprove: () => void;
  readonly onCancel: () => void;
};

/**
 * The second look at a held change: old and new in a sentence, why it is held, and a box to tick that repeats the new
 * value. Approving stays closed until the box is ticked; Enter on an unread dialog does nothing.
 */
export function ApproveHeldDialog({
  change,
  sendNow,
  pending,
  problem,
  onApprove,
  onCancel,
}: Props): React.ReactNode {
  const { t } = useTranslation('plan');
  const format = useFormat();
  const [understood, setUnderstood] = useState(false);
  const values = valuesOf(change, format);
  const step = values[0]?.stepPercent ?? null;
  return (
    <Modal opened onClose={onCancel} title={t('confirm.title')} centered withCloseButton={false} size="lg">
      <Stack gap="sm">
        {values.map((value) => (
          <Text key={value.field} size="sm">
            <Sentence value={value} change={change} />
          </Text>
        ))}
        {step === null ? null : (
          <Text size="sm" fw={600}>
            {t(step < 0 ? 'confirm.stepDown' : 'confirm.stepUp', {
              percent: stepText(step, format).slice(2),
            })}
          </Text>
        )}
        {change.holds.map((hold) => (
          <Text key={hold.guard} size="sm" className={classes['guard']}>
            <span aria-hidden="true">■</span>
            {describeHold(hold, format.language)}
          </Text>
        ))}
        <Checkbox
          data-autofocus
          label={t('confirm.understood', { to: values.map((value) => value.to).join(' · ') })}
          checked={understood}
          onChange={(event) => setUnderstood(event.currentTarget.checked)}
        />
        {problem === null ? null : <ProblemNotice problem={problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {t('confirm.cancel')}
          </Button>
          <Button disabled={!understood} loading={pending} onClick={onApprove}>
            {t(sendNow ? 'confirm.approveAndSend' : 'confirm.approve')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Sentence({
  value,
  change,
}: {
  readonly value: ValueChange;
  readonly change: PlanChange;
}): React.ReactNode {
  const { t } = useTranslation('plan');
  const title = fullName(change);
  const words = { channel: change.channelName, title, from: value.from ?? '', to: value.to };
  const first = value.from === null;
  if (value.field === 'quantity') return t(first ? 'confirm.stockFirst' : 'confirm.stock', words);
  if (value.field === 'price') return t(first ? 'confirm.priceFirst' : 'confirm.price', words);
  return t(first ? 'confirm.listPriceFirst' : 'confirm.listPrice', words);
}

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Asks once more, in words, before something that matters. The focus starts on "cancel". */
export function ConfirmDialog({
  opened,
  title,
  children,
  confirmLabel,
  tone = 'normal',
  pending,
  onConfirm,
  onCancel,
}: {
  readonly opened: boolean;
  readonly title: string;
  readonly children: React.ReactNode;
  readonly confirmLabel: string;
  readonly tone?: 'normal' | 'danger';
  readonly pending: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}): React.ReactNode {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onCancel} title={title} centered withCloseButton={false}>
      <Stack gap="md">
        <Text component="div" size="sm">
          {children}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {t('action.cancel')}
          </Button>
          <Button {...(tone === 'danger' ? { color: 'red.9' } : {})} loading={pending} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

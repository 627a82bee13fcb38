import { Stack, Text, Title } from '@mantine/core';

/** A screen or list with nothing on it: says what that means and what to do. */
export function EmptyState({
  icon,
  title,
  text,
  action,
}: {
  readonly icon?: React.ReactNode;
  readonly title: string;
  readonly text?: React.ReactNode;
  readonly action?: React.ReactNode;
}): React.ReactNode {
  return (
    <Stack align="center" gap="xs" py={48} px="lg" ta="center">
      {icon ? (
        <Text span c="dimmed" lh={1}>
          {icon}
        </Text>
      ) : null}
      <Title order={2}>{title}</Title>
      {text ? (
        <Text c="dimmed" size="sm" maw={460}>
          {text}
        </Text>
      ) : null}
      {action ? <div style={{ marginTop: 8 }}>{action}</div> : null}
    </Stack>
  );
}

import { Button, Group } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problem } from '#contract/problem.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';

type State = { readonly error: unknown };

/** Keeps a fault of one screen to that screen: the frame, and the way to every other screen, stay. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <Crashed error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}

function Crashed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const { t } = useTranslation();
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return (
    <EmptyState
      title={t('crash.title')}
      text={t('crash.text')}
      action={
        <div style={{ maxWidth: 560, textAlign: 'start' }}>
          <ProblemNotice
            problem={problem('engine/bug', {}, detail)}
            action={
              <Group gap="xs">
                <Button size="compact-sm" onClick={onRetry}>
                  {t('action.retry')}
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => window.location.reload()}>
                  {t('action.reload')}
                </Button>
              </Group>
            }
          />
        </div>
      }
    />
  );
}

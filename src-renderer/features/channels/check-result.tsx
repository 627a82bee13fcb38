import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelCheck, EndpointCheck } from '#contract/channels.ts';
import { describeProblem } from '#contract/problem-texts.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { CellNote, PlainTable } from '../../ui/plain-table.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateBadge, StateDot, type Tone } from '../../ui/state-dot.tsx';

const OUTCOME_TONES: Readonly<Record<EndpointCheck['outcome'], Tone>> = {
  works: 'ok',
  refused: 'failing',
  failed: 'failing',
  'not-checked': 'offline',
};

/** What a connection test found, service by service; the first problem in full. */
export function CheckResult({ check }: { readonly check: ChannelCheck }): React.ReactNode {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const firstProblem = check.endpoints.find((endpoint) => endpoint.problem !== null)?.problem ?? null;
  return (
    <Stack gap="sm" aria-live="polite">
      <div>
        <StateBadge
          tone={check.works ? 'ok' : 'failing'}
          label={check.works ? t('check.works') : t('check.fails')}
        />
        {check.account === null ? null : (
          <CellNote>{t('check.account', { account: check.account })}</CellNote>
        )}
      </div>
      {firstProblem === null ? null : <ProblemNotice problem={firstProblem} />}
      <PlainTable
        label={t('detail.test')}
        columns={[
          { key: 'endpoint', label: t('check.endpoint') },
          { key: 'outcome', label: t('check.outcome') },
          { key: 'duration', label: t('check.duration'), align: 'end' },
        ]}
        rows={check.endpoints.map((endpoint) => ({
          key: endpoint.endpoint,
          cells: {
            endpoint: format.pick(endpoint.label),
            outcome: (
              <>
                <StateDot
                  tone={OUTCOME_TONES[endpoint.outcome]}
                  label={t(`check.state.${endpoint.outcome}`)}
                />
                {endpoint.problem === null ? null : (
                  <CellNote>{describeProblem(endpoint.problem, format.language).happened}</CellNote>
                )}
              </>
            ),
            duration:
              endpoint.durationMs === null ? '—' : t('check.milliseconds', { count: endpoint.durationMs }),
          },
        }))}
      />
    </Stack>
  );
}

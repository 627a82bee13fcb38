import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { parseDecimalE4 } from '#common/money.ts';
import type { Channel } from '#contract/channels.ts';
import type { AuditDifference, AuditResult } from '#contract/sync.ts';
import { useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useFormat, type Format } from '../../i18n/use-format.ts';
import { CellNote, PlainTable } from '../../ui/plain-table.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Section } from '../../ui/section.tsx';
import { StateBadge } from '../../ui/state-dot.tsx';

const SHOWN = 50;

/** What the marketplace shows against what was meant, read back on demand. */
export function AuditSection({ channel }: { readonly channel: Channel }): React.ReactNode {
  const { t } = useTranslation('channels');
  const api = useApi();
  const audit = useQuery({
    ...api.sync.audit.queryOptions({ input: { channelId: channel.channelId } }),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const run = (
    <Button
      size="compact-sm"
      variant="default"
      loading={audit.isFetching}
      onClick={() => void audit.refetch()}
    >
      {t('audit.run')}
    </Button>
  );
  return (
    <Section title={t('audit.title')} text={t('audit.text')} actions={run}>
      {audit.data && !audit.isFetching ? <Outcome result={audit.data} /> : null}
      {audit.isError && !audit.isFetching ? <ProblemNotice problem={problemOf(audit.error)} /> : null}
    </Section>
  );
}

function Outcome({ result }: { readonly result: AuditResult }): React.ReactNode {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const even = result.differences.length === 0;
  const counts = { compared: format.number(result.compared), equal: format.number(result.equal) };
  const beyond = result.differences.length - SHOWN;
  return (
    <Stack gap="sm" align="stretch" aria-live="polite">
      {result.storeProblem === null ? null : <ProblemNotice problem={result.storeProblem} />}
      <div>
        <StateBadge
          tone={even ? 'ok' : 'waiting'}
          label={even ? t('audit.allEqual', counts) : t('audit.equal', counts)}
        />
      </div>
      {result.storeProblem === null ? null : <ProblemNotice problem={result.storeProblem} tone="waiting" />}
      {even ? null : (
        <PlainTable
          label={t('audit.title')}
          columns={[
            { key: 'product', label: t('audit.columns.product') },
            { key: 'what', label: t('audit.columns.what') },
            { key: 'meant', label: t('audit.columns.meant'), align: 'end' },
            { key: 'shown', label: t('audit.columns.shown'), align: 'end' },
            { key: 'why', label: t('audit.columns.why') },
          ]}
          rows={result.differences.slice(0, SHOWN).map((difference) => ({
            key: `${difference.listingId}:${difference.field}`,
            cells: {
              product: (
                <>
                  {difference.title}
                  <CellNote>{difference.barcode}</CellNote>
                </>
              ),
              what: t(`audit.field.${difference.field}`),
              meant: shownValue(difference.field, difference.meant, format),
              shown: shownValue(difference.field, difference.shown, format),
              why: t(`audit.kind.${difference.kind}`),
            },
          }))}
        />
      )}
      {beyond > 0 ? <span>{t('audit.more', { count: beyond })}</span> : null}
    </Stack>
  );
}

/** Amounts cross the border as decimal text (`248.5000`); they are shown as everywhere else on the page. */
function shownValue(field: AuditDifference['field'], value: string | null, format: Format): string {
  if (value === null) return '—';
  const amountE4 = field === 'price' || field === 'listPrice' ? parseDecimalE4(value) : null;
  return amountE4 === null ? value : format.amount(amountE4);
}

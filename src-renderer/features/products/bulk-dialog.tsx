import { Button, Group, Modal, Select, Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkChange, BulkOutcome, BulkSelection, KeptEdits } from '#contract/edits.ts';
import type { EditingFacts } from '#contract/products.ts';
import { useEngine, useApi } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat, useLanguage } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { newBulkDraft, readBulk, type BulkWhat } from './bulk-draft.ts';
import { BulkFields } from './bulk-fields.tsx';
import { BulkPreview } from './bulk-preview.tsx';
import classes from './products.module.css';

const WHATS: readonly BulkWhat[] = [
  'price',
  'quantity',
  'special',
  'cost',
  'enabled',
  'categories',
  'manufacturer',
  'text',
];
const SETTLE_MS = 250;

type Parts = {
  readonly selection: BulkSelection;
  readonly count: number;
  readonly onClose: () => void;
  readonly onKept: (kept: KeptEdits, what: BulkWhat) => void;
};

/** One change for many products: what to change, what it would come to for each, and only then the button. */
export function BulkDialog(parts: Parts): React.ReactNode {
  const { t } = useTranslation('products');
  const { t: common } = useTranslation();
  const format = useFormat();
  const facts = useQuery(useApi().products.facts.queryOptions());
  const title = t('bulk.title', { count: parts.count, number: format.number(parts.count) });
  return (
    <Modal
      opened
      onClose={parts.onClose}
      title={title}
      size={820}
      centered
      closeButtonProps={{ 'aria-label': common('action.close') }}
    >
      <QueryView query={facts} skeleton={<Skeleton height={240} />}>
        {(known) =>
          known === null ? (
            <p className={classes['help']}>{t('bulk.noFacts')}</p>
          ) : (
            <Asking {...parts} facts={known} />
          )
        }
      </QueryView>
    </Modal>
  );
}

function Asking({
  selection,
  facts,
  onClose,
  onKept,
}: Parts & { readonly facts: EditingFacts }): React.ReactNode {
  const { t } = useTranslation('products');
  const { t: common } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const engine = useEngine();
  const [draft, setDraft] = useState(() => newBulkDraft(facts.language));
  const reading = readBulk(draft, language);
  const asked = reading.kind === 'change' ? JSON.stringify(reading.change) : null;
  const [settled] = useDebouncedValue(asked, SETTLE_MS);
  const preview = usePreview(selection, settled);
  const apply = useWrite(engine.client.edits.bulk, {
    onDone: (outcome) => outcome.batchId !== null && onKept(outcome, draft.what),
  });
  const shown = apply.data?.batchId === null ? apply.data : preview.data;
  const current =
    asked !== null && asked === settled && preview.data !== undefined && !preview.isPlaceholderData;
  const faulty = shown?.remarks.some(({ kind }) => kind === 'error') ?? false;
  const fields = shown?.fields ?? 0;
  return (
    <form
      className={classes['dialog']}
      onSubmit={(event) => {
        event.preventDefault();
        if (reading.kind === 'change' && current && !faulty && fields > 0) {
          apply.run({ selection, change: reading.change, apply: true });
        }
      }}
    >
      <Select
        label={t('bulk.what')}
        data={WHATS.map((value) => ({ value, label: t(`bulk.whats.${value}`) }))}
        value={draft.what}
        maxDropdownHeight={320}
        data-autofocus
        onChange={(value) => {
          const what = WHATS.find((each) => each === value);
          apply.reset();
          if (what) setDraft((before) => ({ ...before, what, amount: '' }));
        }}
      />
      <BulkFields
        draft={draft}
        facts={facts}
        amountError={
          reading.kind === 'unreadable' ? t(`bulk.unreadable.${reading.as}`, { text: draft.amount }) : null
        }
        onChange={(change) => {
          apply.reset();
          setDraft((before) => ({ ...before, ...change }));
        }}
      />
      {preview.isError ? <ProblemNotice problem={problemOf(preview.error)} /> : null}
      {apply.problem === null ? null : <ProblemNotice problem={apply.problem} />}
      {asked === null || shown === undefined ? (
        <p className={classes['help']}>{t('bulk.nothingYet')}</p>
      ) : (
        <BulkPreview outcome={shown} facts={facts} behind={!current} />
      )}
      <Group justify="flex-end" gap="xs" className={classes['foot'] ?? ''}>
        <Button variant="default" onClick={onClose}>
          {common('action.cancel')}
        </Button>
        <Button type="submit" loading={apply.pending} disabled={!current || faulty || fields === 0}>
          {current && fields > 0
            ? t('bulk.apply', { count: fields, number: format.number(fields) })
            : t('bulk.applyNone')}
        </Button>
      </Group>
    </form>
  );
}

/** What the change would come to. Nothing is kept by asking, so that it may be asked at every pause of the typing. */
function usePreview(selection: BulkSelection, change: string | null) {
  const { client } = useEngine();
  return useQuery<BulkOutcome>({
    queryKey: [['edits', 'bulk'], { selection, change }],
    queryFn: () =>
      client.edits.bulk({
        requestId: crypto.randomUUID(),
        selection,
        change: JSON.parse(change ?? 'null') as BulkChange, // written just above, by `readBulk`
        apply: false,
      }),
    enabled: change !== null,
    placeholderData: keepPreviousData,
  });
}

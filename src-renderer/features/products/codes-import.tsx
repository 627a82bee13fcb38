import { Button, FileButton, Group, Modal } from '@mantine/core';
import { IconBarcode, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodeImport, CodeImportRow } from '#contract/codes.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { readChosen, type ChosenCodes } from './codes-file.ts';
import { CodesFaults } from './codes-faults.tsx';
import { CodesPreview } from './codes-preview.tsx';
import classes from './codes.module.css';
import products from './products.module.css';

/** The button that opens the import of codes from a file. */
export function CodesImport(): React.ReactNode {
  const { t } = useTranslation('products');
  const { t: common } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBarcode size={16} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        {t('codes.import.open')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('codes.import.title')}
        size={820}
        centered
        closeButtonProps={{ 'aria-label': common('action.close') }}
      >
        <Importing onClose={() => setOpened(false)} />
      </Modal>
    </>
  );
}

type ChosenRows = Extract<ChosenCodes, { readonly kind: 'rows' }>;

/** A file as it may be, with an option in the merchant's language. */
function exampleFile(option: string): string {
  return [
    'model;option;barcode;stockCode',
    `TS-100;${option} / XL;8690000000012;TS-100-XL`,
    `TS-100;${option} / L;8690000000029;`,
  ].join('\n');
}

/** A file is chosen, what it comes to is shown line by line, and only then is there a button that keeps it. */
function Importing({ onClose }: { readonly onClose: () => void }): React.ReactNode {
  const { t } = useTranslation('products');
  const [chosen, setChosen] = useState<ChosenCodes | null>(null);
  const reset = useRef<() => void>(null);
  return (
    <div className={classes['dialog']}>
      {chosen?.kind === 'rows' ? null : (
        <>
          <p>{t('codes.import.text')}</p>
          <pre className={classes['example']} aria-label={t('codes.import.example')}>
            {exampleFile(t('codes.import.exampleOption'))}
          </pre>
        </>
      )}
      <div className={classes['file']}>
        <FileButton
          accept=".xlsx,.csv,.txt,.tsv,text/csv"
          resetRef={reset}
          onChange={(file) => {
            if (file === null) return;
            // The same name may be chosen again, once the file was mended.
            reset.current?.();
            void readChosen(file).then(setChosen);
          }}
        >
          {(button) => (
            <Button
              {...button}
              variant={chosen === null ? 'filled' : 'default'}
              leftSection={<IconUpload size={16} aria-hidden="true" />}
              data-autofocus
            >
              {t(chosen === null ? 'codes.import.choose' : 'codes.import.chooseOther')}
            </Button>
          )}
        </FileButton>
        {chosen === null ? null : <strong>{chosen.file}</strong>}
      </div>
      {chosen === null ? null : chosen.kind === 'rows' ? (
        <Judged key={chosen.choiceId} chosen={chosen} onClose={onClose} />
      ) : (
        <CodesFaults chosen={chosen} />
      )}
    </div>
  );
}

function Judged({
  chosen,
  onClose,
}: {
  readonly chosen: ChosenRows;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const { t: common } = useTranslation();
  const format = useFormat();
  const engine = useEngine();
  const { rows } = chosen;
  const apply = useWrite(engine.client.codes.import);
  const preview = usePreview(chosen, !apply.pending && apply.data === undefined);
  const set = preview.data?.set ?? 0;
  if (apply.data !== undefined) return <Done rows={rows} outcome={apply.data} onClose={onClose} />;
  return (
    <>
      {preview.isPending ? <output>{t('codes.import.judging')}</output> : null}
      {preview.isError ? (
        <ProblemNotice
          problem={problemOf(preview.error)}
          action={
            <Button size="compact-sm" variant="default" onClick={() => void preview.refetch()}>
              {common('action.retry')}
            </Button>
          }
        />
      ) : null}
      {preview.data === undefined ? null : <CodesPreview rows={rows} outcome={preview.data} />}
      {apply.problem === null ? null : <ProblemNotice problem={apply.problem} />}
      <Group justify="flex-end" gap="xs" className={products['foot'] ?? ''}>
        <Button variant="default" onClick={onClose}>
          {common('action.cancel')}
        </Button>
        <Button
          loading={apply.pending}
          disabled={set === 0}
          onClick={() => apply.run({ rows: [...rows], apply: true })}
        >
          {set === 0
            ? t('codes.import.applyNone')
            : t('codes.import.apply', { count: set, number: format.number(set) })}
        </Button>
      </Group>
    </>
  );
}

/** What keeping came to: judged anew at that moment, which can differ from what was shown before. */
function Done({
  rows,
  outcome,
  onClose,
}: {
  readonly rows: readonly CodeImportRow[];
  readonly outcome: CodeImport;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const { t: common } = useTranslation();
  const format = useFormat();
  return (
    <>
      <output>
        <StateDot
          tone="ok"
          label={t('codes.import.done', { count: outcome.set, number: format.number(outcome.set) })}
        />
      </output>
      <p>{t('codes.import.doneHelp')}</p>
      <CodesPreview rows={rows} outcome={outcome} done />
      <Group justify="flex-end" className={products['foot'] ?? ''}>
        <Button onClick={onClose}>{common('action.close')}</Button>
      </Group>
    </>
  );
}

/** What the table would come to. Nothing is kept by asking; it is asked again when the shop's codes change meanwhile. */
function usePreview({ rows, choiceId }: ChosenRows, enabled: boolean) {
  const { client } = useEngine();
  return useQuery<CodeImport>({
    queryKey: [['codes', 'import'], { choiceId }],
    queryFn: () => client.codes.import({ requestId: crypto.randomUUID(), rows: [...rows], apply: false }),
    gcTime: 0,
    enabled,
  });
}

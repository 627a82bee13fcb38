import { Button, FileButton, Modal, Select } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ArchiveField, type ArchiveFile, type ArchiveImport as Judgement } from '#contract/archive.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { toBase64 } from '../../ui/read-files.ts';
import { StateDot, StateShape } from '../../ui/state-dot.tsx';
import classes from './archive.module.css';

/** What the border lets through, in bytes: the contract counts the same in Base64. */
const LARGEST = 20 * 1024 * 1024;
const SHOWN_REMARKS = 20;

type Chosen =
  | { readonly kind: 'file'; readonly name: string; readonly content: string; readonly choiceId: string }
  | { readonly kind: 'tooLarge' | 'unreadable'; readonly name: string };

async function choose(file: File): Promise<Chosen> {
  const { name } = file;
  if (file.size > LARGEST) return { kind: 'tooLarge', name };
  try {
    return { kind: 'file', name, content: await toBase64(file), choiceId: crypto.randomUUID() };
  } catch {
    return { kind: 'unreadable', name }; // moved, locked, or no longer allowed: the browser says no more
  }
}

/** The button that takes an old export into the archive: shown first, kept when the merchant says so. */
export function ArchiveImport(): React.ReactNode {
  const { t } = useTranslation('archive');
  const { t: common } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button leftSection={<IconUpload size={16} aria-hidden="true" />} onClick={() => setOpened(true)}>
        {t('import.open')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('import.title')}
        size={780}
        centered
        closeButtonProps={{ 'aria-label': common('action.close') }}
      >
        <Importing onClose={() => setOpened(false)} />
      </Modal>
    </>
  );
}

function Importing({ onClose }: { readonly onClose: () => void }): React.ReactNode {
  const { t } = useTranslation('archive');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const reset = useRef<() => void>(null);
  return (
    <div className={classes['dialog']}>
      <p>{t('import.text')}</p>
      <div className={classes['file']}>
        <FileButton
          accept=".xml,.json,.csv,.txt,.xlsx"
          resetRef={reset}
          onChange={(file) => {
            if (file === null) return;
            // The same name may be chosen again, once the file was mended.
            reset.current?.();
            void choose(file).then(setChosen);
          }}
        >
          {(button) => (
            <Button {...button} variant={chosen === null ? 'filled' : 'default'} data-autofocus>
              {t(chosen === null ? 'import.choose' : 'import.chooseOther')}
            </Button>
          )}
        </FileButton>
        {chosen === null ? null : <strong>{chosen.name}</strong>}
      </div>
      {chosen === null ? null : chosen.kind === 'file' ? (
        <Judged key={chosen.choiceId} chosen={chosen} onClose={onClose} />
      ) : (
        <p role="alert" className={classes['bad']}>
          {t(`import.${chosen.kind}`, { file: chosen.name })}
        </p>
      )}
    </div>
  );
}

function Judged({
  chosen,
  onClose,
}: {
  readonly chosen: Extract<Chosen, { readonly kind: 'file' }>;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('archive');
  const engine = useEngine();
  const [columns, setColumns] = useState<ArchiveFile['columns']>({});
  const file = { source: 'gittigidiyor', fileName: chosen.name, content: chosen.content, columns } as const;
  const keep = useWrite(engine.client.archive.import);
  const preview = useQuery({
    // Not under the archive's own key: what was kept does not make this reading of the file stale.
    queryKey: ['archive-file', chosen.choiceId, columns],
    queryFn: () => engine.client.archive.import({ ...file, apply: false, requestId: crypto.randomUUID() }),
    placeholderData: (before: Judgement | undefined) => before,
    enabled: keep.data === undefined,
    gcTime: 0,
  });
  if (keep.data !== undefined) {
    return (
      <>
        <output className={classes['done']}>
          <StateShape tone="ok" /> {t('import.kept')}
        </output>
        <Counts judgement={keep.data} />
        <div className={classes['actions']}>
          <Button onClick={onClose}>{t('import.close')}</Button>
        </div>
      </>
    );
  }
  if (preview.isError) return <ProblemNotice problem={problemOf(preview.error)} />;
  if (preview.data === undefined) return <p>{t('import.reading')}</p>;
  const { listings, sales } = preview.data;
  const worth = listings.added + listings.filled + sales.added + sales.filled > 0;
  return (
    <>
      <Counts judgement={preview.data} />
      <Columns
        judgement={preview.data}
        onChange={(header, field) => setColumns({ ...columns, [header]: field })}
      />
      <Remarks judgement={preview.data} />
      {worth ? null : <p className={classes['muted']}>{t('import.nothing')}</p>}
      {keep.problem === null ? null : <ProblemNotice problem={keep.problem} />}
      <div className={classes['actions']}>
        <Button
          disabled={!worth || preview.isFetching}
          loading={keep.pending}
          onClick={() => keep.run({ ...file, apply: true })}
        >
          {t('import.keep')}
        </Button>
      </div>
    </>
  );
}

const COUNTS = ['found', 'added', 'known', 'filled', 'differs'] as const;

function Counts({ judgement }: { readonly judgement: Judgement }): React.ReactNode {
  const { t } = useTranslation('archive');
  const format = useFormat();
  return (
    <PlainTable
      label={t('import.what')}
      columns={[
        { key: 'what', label: t('import.what') },
        ...COUNTS.map((key) => ({ key, label: t(`import.${key}`), align: 'end' as const })),
      ]}
      rows={(['listings', 'sales'] as const).map((part) => ({
        key: part,
        cells: {
          what: t(`import.${part}`),
          ...Object.fromEntries(COUNTS.map((key) => [key, format.number(judgement[part][key])])),
        },
      }))}
    />
  );
}

function Columns({
  judgement,
  onChange,
}: {
  readonly judgement: Judgement;
  readonly onChange: (header: string, field: ArchiveField) => void;
}): React.ReactNode {
  const { t } = useTranslation('archive');
  if (judgement.columns.length === 0) return null;
  return (
    <section className={panel['section']} aria-label={t('import.columns')}>
      <h3 className={panel['heading']}>{t('import.columns')}</h3>
      <p className={panel['muted']}>{t('import.columnsText')}</p>
      <div className={classes['columns']}>
        {judgement.columns.map(({ header, field }) => [
          <span key={header}>
            {header} {field === null ? <StateDot tone="waiting" label={t('import.unknown')} /> : null}
          </span>,
          <Select
            key={`${header} field`}
            aria-label={header}
            searchable
            allowDeselect={false}
            placeholder={t('import.unknown')}
            value={field}
            onChange={(next) => {
              const known = ArchiveField.options.find((option) => option === next);
              if (known !== undefined) onChange(header, known);
            }}
            data={ArchiveField.options.map((value) => ({ value, label: t(`fields.${value}`) }))}
          />,
        ])}
      </div>
    </section>
  );
}

function Remarks({ judgement: { remarks } }: { readonly judgement: Judgement }): React.ReactNode {
  const { t } = useTranslation('archive');
  const format = useFormat();
  if (remarks.length === 0) return null;
  return (
    <section className={panel['section']} aria-label={t('import.remarks')}>
      <h3 className={panel['heading']}>{t('import.remarks')}</h3>
      <ul style={{ margin: 0, paddingInlineStart: 0, listStyle: 'none' }}>
        {remarks.slice(0, SHOWN_REMARKS).map(({ place, message, severity }) => (
          <li key={`${place} ${message.en}`}>
            <StateDot
              tone={severity === 'error' ? 'failing' : 'waiting'}
              label={`${place} · ${t(severity === 'error' ? 'import.leftOut' : 'import.remark')}`}
            />{' '}
            {format.pick(message)}
          </li>
        ))}
      </ul>
      {remarks.length > SHOWN_REMARKS ? (
        <p className={panel['muted']}>
          {t('import.moreRemarks', { number: format.number(remarks.length - SHOWN_REMARKS) })}
        </p>
      ) : null}
    </section>
  );
}

import { Button, Checkbox, FileButton, Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileContent, ReturnRow } from '#contract/returns.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import panel from '../../ui/detail-panel.module.css';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { readFile, type ReadFile } from '../../ui/read-files.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import { UnsettledNotice } from '../../ui/unsettled-notice.tsx';
import classes from './returns.module.css';

const MOST_FILES = 5;

/** The merchant's decision about a return: which lines, accepted or rejected with what the marketplace asks for. */
export function ReturnAnswering({ row }: { readonly row: ReturnRow }): React.ReactNode {
  const { t } = useTranslation('returns');
  const engine = useEngine();
  const [asking, setAsking] = useState<'accept' | 'reject' | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const answer = useWrite(engine.client.returns.answer, { onDone: () => setAsking(null) });
  const settle = useWrite(engine.client.returns.settle);
  const [told, setTold] = useState<'accepted' | 'rejected' | null>(null);
  const chosen = row.lines.filter(({ returnLineId }) => !left.has(returnLineId));
  const whole = chosen.length === row.lines.length;
  const send = (what: {
    answer: 'accept' | 'reject';
    reasonId: string | null;
    text: string;
    files: FileContent[];
  }): void => {
    setTold(what.answer === 'accept' ? 'accepted' : 'rejected');
    answer.run({
      channelId: row.channelId,
      returnId: row.returnId,
      returnLineIds: whole ? null : chosen.map(({ returnLineId }) => returnLineId),
      ...what,
    });
  };
  const none = chosen.length === 0;
  return (
    <section className={panel['section']} aria-label={t('answer.label')}>
      {row.problem === null ? null : <ProblemNotice problem={row.problem} />}
      {row.unsettled === true ? (
        <UnsettledNotice
          what={t('answer.label')}
          pending={settle.pending}
          problem={settle.problem}
          onSay={(arrived) => settle.run({ channelId: row.channelId, returnId: row.returnId, arrived })}
        />
      ) : row.actions.length === 0 ? (
        <p className={panel['muted']}>{t('answer.none')}</p>
      ) : null}
      {row.actions.length > 0 && row.lines.length > 1 ? (
        <LineChoice row={row} left={left} onChange={setLeft} />
      ) : null}
      <div className={classes['actions']}>
        {row.actions.includes('accept') && asking !== 'reject' ? (
          <Button size="compact-sm" disabled={none} onClick={() => setAsking('accept')}>
            {t('answer.accept')}
          </Button>
        ) : null}
        {row.actions.includes('reject') && asking !== 'reject' ? (
          <Button size="compact-sm" variant="default" disabled={none} onClick={() => setAsking('reject')}>
            {t('answer.reject')}
          </Button>
        ) : null}
      </div>
      {asking === 'reject' ? (
        <Refusal
          row={row}
          pending={answer.pending}
          disabled={none}
          onSend={(refusal) => send({ answer: 'reject', ...refusal })}
          onCancel={() => setAsking(null)}
        />
      ) : null}
      <ConfirmDialog
        opened={asking === 'accept'}
        title={t('answer.acceptTitle')}
        confirmLabel={t('answer.confirmAccept')}
        pending={answer.pending}
        onConfirm={() => send({ answer: 'accept', reasonId: null, text: '', files: [] })}
        onCancel={() => setAsking(null)}
      >
        {t('answer.acceptText')}
      </ConfirmDialog>
      {answer.problem === null ? null : <ProblemNotice problem={answer.problem} />}
      {answer.data !== undefined && answer.data.problem === null && told !== null ? (
        <output className={classes['done']}>
          <StateShape tone="ok" /> {t(`answer.${told}`)}
        </output>
      ) : null}
    </section>
  );
}

function LineChoice({
  row,
  left,
  onChange,
}: {
  readonly row: ReturnRow;
  readonly left: ReadonlySet<string>;
  readonly onChange: (left: ReadonlySet<string>) => void;
}): React.ReactNode {
  const { t } = useTranslation('returns');
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }} className={classes['form']}>
      <legend className={panel['muted']}>{t('answer.which')}</legend>
      {row.lines.map(({ returnLineId, title, quantity }) => (
        <Checkbox
          key={returnLineId}
          size="xs"
          label={`${quantity} × ${title}`}
          checked={!left.has(returnLineId)}
          onChange={(event) => {
            const next = new Set(left);
            if (event.currentTarget.checked) next.delete(returnLineId);
            else next.add(returnLineId);
            onChange(next);
          }}
        />
      ))}
    </fieldset>
  );
}

type RefusalOf = { readonly reasonId: string | null; readonly text: string; readonly files: FileContent[] };

function Refusal({
  row,
  pending,
  disabled,
  onSend,
  onCancel,
}: {
  readonly row: ReturnRow;
  readonly pending: boolean;
  readonly disabled: boolean;
  readonly onSend: (refusal: RefusalOf) => void;
  readonly onCancel: () => void;
}): React.ReactNode {
  const { t } = useTranslation('returns');
  const reasons = useQuery(useApi().returns.reasons.queryOptions({ input: { channelId: row.channelId } }));
  const [reasonId, setReasonId] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly FileContent[]>([]);
  const [tried, setTried] = useState(false);
  return (
    <QueryView query={reasons} skeleton={<div style={{ height: 120 }} />}>
      {(choices) => (
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (choices.length === 0 || reasonId !== null)
              onSend({ reasonId, text: text.trim(), files: [...files] });
          }}
        >
          {choices.length === 0 ? null : (
            <Select
              label={t('answer.reason')}
              searchable
              value={reasonId}
              onChange={setReasonId}
              data={choices.map((choice) => ({ value: choice.reasonId, label: choice.text }))}
              error={tried && reasonId === null ? t('answer.reasonMissing') : null}
            />
          )}
          <Textarea
            label={t('answer.text')}
            description={t('answer.textHelp')}
            rows={3}
            maxLength={2_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Files files={files} onChange={setFiles} />
          <div className={classes['actions']}>
            <Button type="submit" size="compact-sm" loading={pending} disabled={disabled}>
              {t('answer.confirmReject')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onCancel}>
              {t('answer.cancel')}
            </Button>
          </div>
        </form>
      )}
    </QueryView>
  );
}

function Files({
  files,
  onChange,
}: {
  readonly files: readonly FileContent[];
  readonly onChange: (files: readonly FileContent[]) => void;
}): React.ReactNode {
  const { t } = useTranslation('returns');
  const [bad, setBad] = useState<readonly ReadFile[]>([]);
  const add = async (chosen: readonly File[]): Promise<void> => {
    const read = await Promise.all(chosen.map(readFile));
    setBad(read.filter(({ kind }) => kind !== 'file'));
    onChange(
      [...files, ...read.flatMap((one) => (one.kind === 'file' ? [one.file] : []))].slice(0, MOST_FILES),
    );
  };
  return (
    <div>
      <FileButton
        multiple
        accept="image/png,image/jpeg,application/pdf"
        onChange={(chosen) => void add(chosen)}
      >
        {(button) => (
          <Button {...button} size="compact-sm" variant="default" disabled={files.length >= MOST_FILES}>
            {t('answer.files')}
          </Button>
        )}
      </FileButton>
      <div className={classes['muted']}>{t('answer.filesHelp')}</div>
      <ul className={classes['files']}>
        {files.map((file) => (
          <li key={file.name}>
            {file.name}
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={t('answer.removeFile', { file: file.name })}
              onClick={() => onChange(files.filter((other) => other !== file))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      {bad.map((one) =>
        one.kind === 'file' ? null : (
          <p key={one.name} role="alert" className={classes['bad']}>
            {t(`answer.${one.kind}`, { file: one.name })}
          </p>
        ),
      )}
    </div>
  );
}

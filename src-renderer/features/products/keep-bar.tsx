import { Button, Kbd } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFieldName, type FieldName } from '#common/product-field.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { MOD_KEY } from '../../app/mod-key.ts';
import { useFieldWords } from '../edits/field-words.ts';
import editor from './editor.module.css';
import field from './field-frame.module.css';
import classes from './keep-bar.module.css';
import { useRemarkText } from './remark-text.ts';
import { useEditing } from './use-editing.ts';
import type { Keeping } from './use-keeping.ts';

/** At the foot of the editor: how much was typed, and the button that keeps it. */
export function KeepBar({
  keeping,
  onShow,
}: {
  readonly keeping: Keeping;
  readonly onShow: (name: FieldName) => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const { facts, detail } = useEditing();
  const words = useFieldWords(facts);
  const remarkText = useRemarkText(facts.currency);
  const [asking, setAsking] = useState(false);
  const { fields, unreadable, refused } = keeping;
  if (fields.length === 0) return null;
  const nameOf = (field: FieldName): string => words.name(field, optionText(detail, field));
  const goTo = (field: FieldName): React.ReactNode => (
    <Button key={field} variant="subtle" size="compact-xs" onClick={() => onShow(field)}>
      {nameOf(field)}
    </Button>
  );
  return (
    <footer className={classes['keepBar']}>
      {keeping.problem === null ? null : <ProblemNotice problem={keeping.problem} />}
      {unreadable.length === 0 ? null : (
        <p className={field['remark']} data-kind="error" role="alert">
          <StateShape tone="failing" />
          {t('keep.unreadable')}
          {unreadable.map(goTo)}
        </p>
      )}
      {refused.map((remark) =>
        remark.kind === 'error' ? (
          <p
            key={`${remark.field} ${remark.code}`}
            className={field['remark']}
            data-kind="error"
            role="alert"
          >
            <StateShape tone="failing" />
            {isFieldName(remark.field) ? goTo(remark.field) : remark.field} {remarkText(remark)}
          </p>
        ) : null,
      )}
      <div className={classes['keepRow']}>
        <span className={classes['keepText']}>
          <StateShape tone="info" />
          {t('keep.typed', { count: fields.length })}
          <span className={editor['muted']}>{fields.slice(0, 5).map(nameOf).join(', ')}</span>
        </span>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('keep.drop')}
        </Button>
        <Button
          loading={keeping.pending}
          disabled={unreadable.length > 0}
          onClick={keeping.save}
          rightSection={<Kbd size="xs">{MOD_KEY}+S</Kbd>}
        >
          {t('keep.save')}
        </Button>
      </div>
      <ConfirmDialog
        opened={asking}
        title={t('keep.dropTitle')}
        confirmLabel={t('keep.drop')}
        tone="danger"
        pending={false}
        onConfirm={() => {
          setAsking(false);
          keeping.drop();
        }}
        onCancel={() => setAsking(false)}
      >
        {t('keep.dropText', { count: fields.length })}
      </ConfirmDialog>
    </footer>
  );
}

function optionText(detail: ReturnType<typeof useEditing>['detail'], name: FieldName): string {
  const [head, id] = name.split(':');
  const option =
    head === 'option' ? detail.options.find(({ optionValueId }) => optionValueId === id) : undefined;
  return option === undefined ? '' : `${option.option}: ${option.value}`;
}

import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttributeMappingRow, AttributeSource } from '#contract/publishing.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { CopyToSiblings } from './copy-to-siblings.tsx';
import classes from './publishing.module.css';
import { ValueSelect } from './value-select.tsx';

type Place = { readonly channelId: string; readonly categoryId: string };

/** What one category asks of a product, and where each value comes from. */
export function AttributesPanel({
  channelId,
  categoryId,
  onClose,
}: Place & { readonly onClose: () => void }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const query = useQuery(useApi().mapping.attributes.queryOptions({ input: { channelId, categoryId } }));
  return (
    <DetailPanel label={t('attributes.label')} closeLabel={t('attributes.close')} onClose={onClose}>
      <QueryView query={query} skeleton={<div style={{ height: 320 }} />}>
        {({ categoryPath, rows }) => (
          <>
            <h2 className={classes['title']}>{categoryPath}</h2>
            {rows.length === 0 ? <p className={panel['muted']}>{t('attributes.none')}</p> : null}
            {rows.map((row) => (
              <Attribute
                key={row.attribute.attributeId}
                row={row}
                channelId={channelId}
                categoryId={categoryId}
              />
            ))}
            {rows.length === 0 ? null : (
              <CopyToSiblings channelId={channelId} categoryId={categoryId} path={categoryPath} />
            )}
          </>
        )}
      </QueryView>
    </DetailPanel>
  );
}

const textOf = (source: AttributeSource): string => JSON.stringify(source);

function Attribute({
  row,
  channelId,
  categoryId,
}: Place & { readonly row: AttributeMappingRow }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const engine = useEngine();
  const setSource = useWrite(engine.client.mapping.setAttribute);
  const setValues = useWrite(engine.client.mapping.setValues);
  const { attribute, source, sourceName, guesses, values } = row;
  const { attributeId } = attribute;
  const choose = (next: AttributeSource | null): void =>
    setSource.run({ channelId, categoryId, attributeId, source: next });
  const sources = new Map<string, { readonly source: AttributeSource; readonly label: string }>();
  const offer = (one: AttributeSource, label: string): void => {
    if (!sources.has(textOf(one))) sources.set(textOf(one), { source: one, label });
  };
  if (source !== null) offer(source, sourceName ?? t('attributes.fixedText'));
  for (const guess of guesses) offer(guess.source, t('attributes.take', { name: guess.sourceName }));
  offer({ kind: 'manufacturer' }, t('attributes.manufacturer'));
  for (const value of attribute.values) {
    offer(
      { kind: 'fixed', valueId: value.valueId, text: null },
      t('attributes.fixedChoice', { name: value.name }),
    );
  }
  const marks = [
    attribute.required ? t('attributes.required') : '',
    attribute.variant ? t('attributes.variant') : '',
  ].filter(Boolean);
  const problem = setSource.problem ?? setValues.problem;
  // Where the shop's own values are taken, one value for all is not asked for as well.
  const open = source === null || source.kind === 'fixed';
  return (
    <section className={classes['attribute']} aria-label={attribute.name}>
      <span className={classes['row']}>
        {attribute.required && source === null ? <StateShape tone="waiting" /> : null}{' '}
        <strong>{attribute.name}</strong> <span className={classes['muted']}>{marks.join(' · ')}</span>
      </span>
      <Select
        aria-label={`${attribute.name}: ${t('attributes.source')}`}
        placeholder={t('attributes.noSource')}
        searchable
        clearable
        limit={100}
        value={source === null ? null : textOf(source)}
        onChange={(next) => choose(next === null ? null : (sources.get(next)?.source ?? null))}
        data={[...sources].map(([value, { label }]) => ({ value, label }))}
      />
      {source === null && guesses[0] !== undefined ? (
        <span className={classes['muted']}>{format.pick(guesses[0].why)}</span>
      ) : null}
      {attribute.valuesComplete || !open ? null : (
        <ValueSelect
          channelId={channelId}
          categoryId={categoryId}
          attribute={attribute}
          label={t('attributes.fixedText')}
          placeholder={t('attributes.noSource')}
          value={
            source?.kind === 'fixed' && source.valueId !== null
              ? { id: source.valueId, name: sourceName ?? source.valueId }
              : null
          }
          onChange={(target) => choose(target && { kind: 'fixed', valueId: target.id, text: null })}
        />
      )}
      {open && ((attribute.values.length === 0 && attribute.valuesComplete) || attribute.custom) ? (
        <FixedText
          kept={source?.kind === 'fixed' ? (source.text ?? '') : ''}
          onSave={(text) => choose(text === '' ? null : { kind: 'fixed', valueId: null, text })}
        />
      ) : null}
      {values.length === 0 ? null : <span className={classes['muted']}>{t('attributes.values')}</span>}
      {values.map((value) => (
        <ValueSelect
          key={value.shopValue}
          channelId={channelId}
          categoryId={categoryId}
          attribute={attribute}
          label={t('attributes.value', { value: value.shopValue })}
          description={value.valueId === null && value.guesses[0] ? format.pick(value.guesses[0].why) : null}
          placeholder={value.guesses[0]?.name ?? t('attributes.noSource')}
          suggested={value.guesses.map(({ valueId, name }) => ({ id: valueId, name }))}
          value={
            value.valueId === null ? null : { id: value.valueId, name: value.valueName ?? value.valueId }
          }
          onChange={(target) =>
            setValues.run({
              channelId,
              categoryId,
              attributeId,
              values: [
                {
                  shopValue: value.shopValue,
                  value: target && { valueId: target.id, name: target.name },
                },
              ],
            })
          }
        />
      ))}
      {problem === null ? null : <ProblemNotice problem={problem} />}
    </section>
  );
}

function FixedText({
  kept,
  onSave,
}: {
  readonly kept: string;
  readonly onSave: (text: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const [text, setText] = useState(kept);
  return (
    <form
      className={classes['row']}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(text.trim());
      }}
    >
      <TextInput
        aria-label={t('attributes.fixedText')}
        placeholder={t('attributes.fixedText')}
        value={text}
        maxLength={2_000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-sm" variant="default" disabled={text.trim() === kept}>
        {t('attributes.fixedSave')}
      </Button>
    </form>
  );
}

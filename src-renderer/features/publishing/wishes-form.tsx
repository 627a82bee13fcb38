import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductWishes, PublishCandidate } from '#contract/publishing.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import panel from '../../ui/detail-panel.module.css';
import { FigureField } from '../../ui/figure-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { AttributeField } from './attribute-field.tsx';
import { BrandSelect, CategorySelect } from './catalogue-select.tsx';
import { CopyWishes } from './copy-wishes.tsx';
import { MarketplaceField } from './marketplace-field.tsx';
import classes from './publishing.module.css';

type Of = {
  readonly channelId: string;
  readonly candidate: PublishCandidate;
  /** Products chosen in the list beside it. */
  readonly chosenProducts: readonly string[];
};

/** What is missing is put right here, for one product; everything is checked again when it is saved. */
export function WishesForm({ channelId, candidate, chosenProducts }: Of): React.ReactNode {
  const { t } = useTranslation('publishing');
  const api = useApi();
  const { productId } = candidate;
  const wishes = useQuery(api.publishing.wishes.queryOptions({ input: { channelId, productId } }));
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('panel.fix')}</h3>
      <p className={panel['muted']}>{t('panel.fixText')}</p>
      <QueryView query={wishes} skeleton={<div style={{ height: 240 }} />}>
        {(kept) => (
          <Fields
            key={productId}
            channelId={channelId}
            candidate={candidate}
            chosenProducts={chosenProducts}
            kept={kept}
          />
        )}
      </QueryView>
    </section>
  );
}

function Fields({
  channelId,
  candidate,
  chosenProducts,
  kept,
}: Of & { readonly kept: ProductWishes }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const engine = useEngine();
  const api = useApi();
  const [wishes, setWishes] = useState(kept);
  const [categoryName, setCategoryName] = useState(candidate.draft?.categoryPath ?? '');
  const form = useQuery(api.publishing.form.queryOptions({ input: { channelId } }));
  const save = useWrite(engine.client.publishing.setWishes);
  const change = (changes: Partial<ProductWishes>): void => {
    save.reset();
    setWishes({ ...wishes, ...changes });
  };
  const categoryId = wishes.categoryId ?? (candidate.draft?.categoryId || null);
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        save.run({ channelId, productId: candidate.productId, wishes });
      }}
    >
      <CategorySelect
        channelId={channelId}
        label={t('panel.category')}
        placeholder={candidate.categoryPath ?? undefined}
        clearable
        value={
          wishes.categoryId === null
            ? null
            : { id: wishes.categoryId, name: categoryName || wishes.categoryId }
        }
        onChange={(target) => {
          setCategoryName(target?.name ?? '');
          // Another category asks for other attributes: those of the one before mean nothing to it.
          change({ categoryId: target?.id ?? null, attributes: [] });
        }}
      />
      <BrandSelect
        channelId={channelId}
        label={t('panel.brand')}
        placeholder={candidate.draft?.brandName || undefined}
        clearable
        value={
          wishes.brand === null
            ? null
            : { id: wishes.brand.brandId ?? wishes.brand.name, name: wishes.brand.name }
        }
        onChange={(target) =>
          change({ brand: target === null ? null : { brandId: target.id, name: target.name } })
        }
      />
      {categoryId === null ? null : (
        <Attributes channelId={channelId} categoryId={categoryId} wishes={wishes} onChange={change} />
      )}
      <div className={classes['row']}>
        <FigureField
          label={t('panel.vat')}
          w={110}
          min={0}
          max={100}
          allowDecimal={false}
          value={wishes.vatRate}
          onChange={(vatRate) => change({ vatRate })}
        />
        <FigureField
          label={t('panel.desi')}
          w={110}
          min={0}
          max={10_000}
          value={wishes.desi}
          onChange={(desi) => change({ desi })}
        />
      </div>
      <TextInput
        label={t('panel.title')}
        placeholder={candidate.draft?.title ?? candidate.title}
        value={wishes.title ?? ''}
        maxLength={1_000}
        onChange={(event) => change({ title: event.currentTarget.value || null })}
      />
      <TextInput
        label={t('panel.subtitle')}
        value={wishes.subtitle ?? ''}
        maxLength={1_000}
        onChange={(event) => change({ subtitle: event.currentTarget.value || null })}
      />
      <Textarea
        label={t('panel.description')}
        placeholder={t('panel.descriptionKept')}
        rows={3}
        value={wishes.description ?? ''}
        maxLength={60_000}
        onChange={(event) => change({ description: event.currentTarget.value || null })}
      />
      {(form.data ?? []).map((field) => (
        <MarketplaceField
          key={field.key}
          field={field}
          value={wishes.fields[field.key] ?? ''}
          onChange={(value) => {
            const { [field.key]: _before, ...others } = wishes.fields;
            change({ fields: value === '' ? others : { ...others, [field.key]: value } });
          }}
        />
      ))}
      {save.problem === null ? null : <ProblemNotice problem={save.problem} />}
      {save.data === undefined ? null : (
        <output className={classes['done']}>
          <StateShape tone="ok" /> {t('panel.saved')}
        </output>
      )}
      <div>
        <Button type="submit" size="compact-sm" loading={save.pending}>
          {t('panel.save')}
        </Button>
      </div>
      <CopyWishes
        channelId={channelId}
        fromProductId={candidate.productId}
        toProductIds={chosenProducts.filter((productId) => productId !== candidate.productId)}
        unsaved={wishes !== kept && save.data === undefined}
      />
    </form>
  );
}

function Attributes({
  channelId,
  categoryId,
  wishes,
  onChange,
}: {
  readonly channelId: string;
  readonly categoryId: string;
  readonly wishes: ProductWishes;
  readonly onChange: (changes: Partial<ProductWishes>) => void;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const query = useQuery(useApi().catalogue.attributes.queryOptions({ input: { channelId, categoryId } }));
  const set = (attributeId: string, value: { valueId: string | null; text: string | null } | null): void => {
    const others = wishes.attributes.filter((one) => one.attributeId !== attributeId);
    onChange({ attributes: value === null ? others : [...others, { attributeId, ...value }] });
  };
  return (
    <QueryView query={query} skeleton={<div style={{ height: 120 }} />}>
      {({ attributes }) => {
        // What tells variants apart comes from each variant's own option, never from one value for all.
        const own = attributes.filter(({ variant }) => !variant);
        if (own.length === 0) return null;
        return (
          <>
            <h4 className={panel['heading']}>{t('panel.attributes')}</h4>
            {own.map((attribute) => {
              const wish = wishes.attributes.find((one) => one.attributeId === attribute.attributeId);
              return (
                <AttributeField
                  key={attribute.attributeId}
                  channelId={channelId}
                  categoryId={categoryId}
                  attribute={attribute}
                  valueId={wish?.valueId ?? null}
                  text={wish?.text ?? null}
                  onChange={(value) => set(attribute.attributeId, value)}
                />
              );
            })}
          </>
        );
      }}
    </QueryView>
  );
}

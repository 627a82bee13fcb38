import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EditPage } from '#contract/edits.ts';
import type { EditingFacts, PendingEditRow } from '#contract/products.ts';
import panel from '../../ui/detail-panel.module.css';
import { ProblemLine } from '../../ui/problem-line.tsx';
import type { Address } from '../../ui/use-address.ts';
import { useDiscarding, type Discarding } from './discarding.tsx';
import { EDITS_A_PAGE, useEditPage, type ProductEdits } from './edit-pages.ts';
import { nameOfProduct, placeId } from './edit-places.ts';
import { EditsByProduct } from './edits-by-product.tsx';
import classes from './edits.module.css';
import { FieldChange } from './field-value.tsx';
import { useEditingFacts, useFieldWords } from './field-words.ts';
import { pageStart } from './pager.tsx';

/** Edits that the shop did not take: each with the reason, the way to change it, and the way to drop it. */
export function RefusedView({
  address,
  counts,
}: {
  readonly address: Address;
  readonly counts: EditPage['counts'] | null;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const facts = useEditingFacts();
  const discarding = useDiscarding();
  const start = pageStart(address, EDITS_A_PAGE);
  const page = useEditPage('refused', { search: address.get('find'), start });
  const count = counts?.refused ?? 0;
  return (
    <EditsByProduct
      kind="refused"
      address={address}
      start={start}
      page={page}
      actions={
        <>
          {discarding.view}
          {count === 0 ? null : (
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              onClick={() => discarding.ask({ kind: 'refused', count })}
            >
              {t('discard.refused')}
            </Button>
          )}
        </>
      }
      head={(product) => <RefusedHead product={product} />}
      edit={(edit) => <RefusedEdit key={placeId(edit)} edit={edit} facts={facts} discarding={discarding} />}
    />
  );
}

function RefusedHead({ product }: { readonly product: ProductEdits }): React.ReactNode {
  const { t } = useTranslation('edits');
  return (
    <header className={classes['cardHead']}>
      <h2 className={classes['cardTitle']}>{product.title}</h2>
      <Button
        component={Link}
        href={`/products/${encodeURIComponent(product.productId)}`}
        variant="default"
        size="compact-sm"
        aria-label={t('refused.editNamed', { title: product.title })}
      >
        {t('refused.edit')}
      </Button>
    </header>
  );
}

function RefusedEdit({
  edit,
  facts,
  discarding,
}: {
  readonly edit: PendingEditRow;
  readonly facts: EditingFacts | null;
  readonly discarding: Discarding;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const name = useFieldWords(facts).name(edit.field, edit.fieldText);
  return (
    <div className={classes['refused']}>
      <h3 className={panel['heading']}>{name}</h3>
      <div className={classes['refusedWhat']}>
        <FieldChange field={edit.field} before={edit.base} after={edit.mine} facts={facts} mode={edit.mode} />
        {edit.problem === null ? null : <ProblemLine problem={edit.problem} />}
      </div>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        aria-label={t('discard.oneNamed', { title: nameOfProduct(edit), field: name })}
        onClick={() =>
          discarding.ask({ kind: 'some', places: [{ productId: edit.productId, field: edit.field }] })
        }
      >
        {t('discard.one')}
      </Button>
    </div>
  );
}

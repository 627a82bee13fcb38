import { useState } from 'react';
import { Link } from 'wouter';
import type { EditPage, Resolution } from '#contract/edits.ts';
import type { Address } from '../../ui/use-address.ts';
import { ConflictCard, type Choice } from './conflict-card.tsx';
import { EDITS_A_PAGE, useEditPage } from './edit-pages.ts';
import { placeId } from './edit-places.ts';
import { EditsByProduct } from './edits-by-product.tsx';
import classes from './edits.module.css';
import { useEditingFacts } from './field-words.ts';
import { pageStart } from './pager.tsx';
import { ResolveBar } from './resolve-bar.tsx';

/** Fields that changed on both sides: what each side says, and a choice for each, made one by one or for all alike. */
export function ConflictsView({
  address,
  counts,
}: {
  readonly address: Address;
  readonly counts: EditPage['counts'] | null;
}): React.ReactNode {
  const facts = useEditingFacts();
  const start = pageStart(address, EDITS_A_PAGE);
  const page = useEditPage('conflict', { search: address.get('find'), start });
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  // Only what is on the screen is decided: a conflict that went away meanwhile, or is on another page, is not.
  const resolutions = (page.data?.rows ?? []).flatMap((edit): Resolution[] => {
    const choose = choices.get(placeId(edit));
    return choose ? [{ productId: edit.productId, field: edit.field, choose, seen: edit.theirs }] : [];
  });
  return (
    <EditsByProduct
      kind="conflicts"
      address={address}
      start={start}
      page={page}
      actions={
        <ResolveBar
          resolutions={resolutions}
          total={counts?.conflict ?? 0}
          onResolved={() => setChoices(new Map())}
        />
      }
      head={({ productId, title }) => (
        <h2 className={classes['cardTitle']}>
          <Link href={`/products/${encodeURIComponent(productId)}`}>{title}</Link>
        </h2>
      )}
      edit={(edit) => (
        <ConflictCard
          key={placeId(edit)}
          edit={edit}
          facts={facts}
          choice={choices.get(placeId(edit)) ?? null}
          onChoose={(choice) => setChoices(new Map(choices).set(placeId(edit), choice))}
        />
      )}
    />
  );
}

import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ProductDetail } from '#contract/products.ts';
import { useApi } from '../../client/engine-context.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { useAddress } from '../../ui/use-address.ts';
import { useTypedCodes } from './codes-typed.ts';
import { useDrafts } from './draft-store.ts';
import { ProductEditor } from './product-editor.tsx';
import classes from './products.module.css';
import { useIsTyped, useTypedProducts } from './typed-products.ts';

/** One product with everything of it that can be edited. Works from what was read last, whether the shop is there or not. */
export function ProductPage({ productId }: { readonly productId: string }): React.ReactNode {
  const { t } = useTranslation('products');
  const detail = useQuery(useApi().products.detail.queryOptions({ input: { productId } }));
  const list = useAddress().get('list');
  const draftTitle = useTypedProducts().get(productId);
  return (
    <PageFrame
      title={detail.data?.row.title ?? draftTitle ?? t('title')}
      layout="fill"
      actions={
        <Button
          component={Link}
          href={`/products?${list}`}
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
        >
          {t('back')}
        </Button>
      }
    >
      <QueryView query={detail} skeleton={<Skeleton height={420} />}>
        {(loaded) => <Loaded detail={loaded} onRetry={() => void detail.refetch()} />}
      </QueryView>
      {detail.isError && detail.data === undefined ? <StrandedDraft productId={productId} /> : null}
    </PageFrame>
  );
}

function Loaded({
  detail,
  onRetry,
}: {
  readonly detail: ProductDetail;
  readonly onRetry: () => void;
}): React.ReactNode {
  const { t } = useTranslation();
  if (detail.sheet !== null && detail.seen !== null && detail.facts !== null) {
    return <ProductEditor detail={detail} facts={detail.facts} />;
  }
  // Nothing failed: the sheet was simply not read yet, and without the shop it cannot be.
  return (
    <ProblemNotice
      problem={{ code: 'product/not-read', params: { productId: detail.row.productId }, detail: null }}
      tone="waiting"
      action={
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      }
    />
  );
}

/** What was typed into a product that cannot be opened any more: it stays until the merchant lets it go. */
function StrandedDraft({ productId }: { readonly productId: string }): React.ReactNode {
  const { t } = useTranslation('products');
  const fields = useDrafts((store) => store.drop);
  const codes = useTypedCodes((store) => store.drop);
  if (!useIsTyped(productId)) return null;
  return (
    <section className={classes['drafts']} aria-label={t('drafts.label')}>
      <span>{t('drafts.stranded')}</span>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          fields(productId);
          codes(productId);
        }}
      >
        {t('keep.drop')}
      </Button>
    </section>
  );
}

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './publishing.module.css';

/** Takes what was mapped in one category over to the mapped ones of the same branch. */
export function CopyToSiblings({
  channelId,
  categoryId,
  path,
}: {
  readonly channelId: string;
  readonly categoryId: string;
  /** `Giyim > Kadın > Elbise`. */
  readonly path: string;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const engine = useEngine();
  const copy = useWrite(engine.client.mapping.copyAttributes);
  const mapped = useQuery(
    useApi().mapping.categories.queryOptions({
      input: { channelId, search: '', filter: 'mapped', offset: 0, limit: 500 },
    }),
  );
  const branch = path.split(' > ').slice(0, -1).join(' > ');
  const siblings = [
    ...new Set(
      (mapped.data?.rows ?? []).flatMap(({ category }) =>
        category !== null && category.categoryId !== categoryId && category.path.startsWith(`${branch} > `)
          ? [category.categoryId]
          : [],
      ),
    ),
  ];
  if (mapped.data === undefined) return null;
  return (
    <section className={panel['section']}>
      <p className={panel['muted']}>
        {t(siblings.length === 0 ? 'attributes.noSiblings' : 'attributes.copyText')}
      </p>
      {siblings.length === 0 ? null : (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            loading={copy.pending}
            onClick={() => copy.run({ channelId, fromCategoryId: categoryId, toCategoryIds: siblings })}
          >
            {t('attributes.copy')}
          </Button>
        </div>
      )}
      {copy.problem === null ? null : <ProblemNotice problem={copy.problem} />}
      {copy.data === undefined ? null : (
        <output className={classes['done']}>
          <StateShape tone="ok" />{' '}
          {t('attributes.copied', {
            sources: format.number(copy.data.sources),
            values: format.number(copy.data.values),
            left: format.number(copy.data.left),
          })}
        </output>
      )}
    </section>
  );
}

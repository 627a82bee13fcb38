import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { QueryView } from '../../ui/query-view.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import classes from './publishing.module.css';

/** How much of what could be published is mapped, counted. */
export function CoverageBar({ channelId }: { readonly channelId: string }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const query = useQuery(useApi().mapping.coverage.queryOptions({ input: { channelId } }));
  return (
    <QueryView query={query} skeleton={<div style={{ height: 20 }} />}>
      {(coverage) => (
        <section className={classes['coverage']} aria-label={t('coverage.label')}>
          <strong>
            {coverage.percent === null ? (
              t('coverage.none')
            ) : (
              <StateDot
                tone={coverage.percent === 100 ? 'ok' : 'waiting'}
                label={t('coverage.percent', { percent: format.percent(coverage.percent) })}
              />
            )}
          </strong>
          {(
            [
              ['categories', coverage.shopCategoriesMapped, coverage.shopCategories],
              ['brands', coverage.manufacturersMapped, coverage.manufacturers],
              ['attributes', coverage.requiredAttributesMapped, coverage.requiredAttributes],
            ] as const
          ).map(([what, done, all]) => (
            <span key={what} className="ms-numeric">
              {t(`coverage.${what}`, { done: format.number(done), all: format.number(all) })}
            </span>
          ))}
        </section>
      )}
    </QueryView>
  );
}

import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ArchiveMoved, MovedDraft } from '#contract/archive.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { StateDot } from '../../ui/state-dot.tsx';
import { downloadText } from '../edits/download-text.ts';
import classes from './archive.module.css';
import { toCsv } from './csv-text.ts';

const SHOWN = 20;

/** What of the archived listings the shop still sells, and what is missing of the others. */
export function MovedParts({
  moved,
  offset,
  atOnce,
  busy,
  onOffset,
  onLook,
}: {
  readonly moved: ArchiveMoved;
  readonly offset: number;
  readonly atOnce: number;
  readonly busy: boolean;
  readonly onOffset: (offset: number) => void;
  readonly onLook: (variantIds: string[]) => void;
}): React.ReactNode {
  const { t } = useTranslation('archive');
  const format = useFormat();
  const known = moved.rows.filter(({ variantId }) => variantId !== null);
  const unknown = moved.rows.filter(({ variantId }) => variantId === null);
  const variantIds = [...new Set(known.flatMap(({ variantId }) => variantId ?? []))];
  const count = (rows: readonly unknown[]): { count: number; number: string } => ({
    count: rows.length,
    number: format.number(rows.length),
  });
  return (
    <>
      {moved.total > atOnce ? (
        <Group gap="xs">
          <span>
            {t('move.range', {
              from: format.number(offset + 1),
              to: format.number(offset + moved.rows.length),
              all: format.number(moved.total),
            })}
          </span>
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy || offset === 0}
            onClick={() => onOffset(Math.max(0, offset - atOnce))}
          >
            {t('move.before')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy || offset + atOnce >= moved.total}
            onClick={() => onOffset(offset + atOnce)}
          >
            {t('move.next')}
          </Button>
        </Group>
      ) : null}
      <section className={panel['section']} aria-label={t('move.inShop', count(known))}>
        <h3 className={panel['heading']}>
          <StateDot tone={known.length === 0 ? 'info' : 'ok'} label={t('move.inShop', count(known))} />
        </h3>
        {known.length === 0 ? null : (
          <>
            <p className={panel['muted']}>{t('move.inShopText')}</p>
            <Names rows={known} />
            <div>
              <Button disabled={busy} onClick={() => onLook(variantIds)}>
                {t('move.look', count(variantIds))}
              </Button>
            </div>
          </>
        )}
      </section>
      {unknown.length === 0 ? null : (
        <section className={panel['section']} aria-label={t('move.notInShop', count(unknown))}>
          <h3 className={panel['heading']}>
            <StateDot tone="waiting" label={t('move.notInShop', count(unknown))} />
          </h3>
          <p className={panel['muted']}>{t('move.notInShopText')}</p>
          <Names rows={unknown} />
          <Missing rows={unknown} />
          <div>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => downloadText(t('move.fileName'), listOf(unknown), 'text/csv')}
            >
              {t('move.download')}
            </Button>
          </div>
        </section>
      )}
    </>
  );
}

function Names({ rows }: { readonly rows: readonly MovedDraft[] }): React.ReactNode {
  const { t } = useTranslation('archive');
  const format = useFormat();
  return (
    <>
      <ul className={classes['names']}>
        {rows.slice(0, SHOWN).map(({ externalId, draft }) => (
          <li key={externalId}>
            {draft.title}{' '}
            <span className={classes['muted']}>{draft.stockCode || draft.barcode || externalId}</span>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN ? (
        <p className={panel['muted']}>{t('move.more', { number: format.number(rows.length - SHOWN) })}</p>
      ) : null}
    </>
  );
}

/** What the channel asks for and an archive cannot give, each once, with how many listings lack it. */
function Missing({ rows }: { readonly rows: readonly MovedDraft[] }): React.ReactNode {
  const { t } = useTranslation('archive');
  const format = useFormat();
  const fields = Map.groupBy(
    rows.flatMap(({ missing }) => missing.filter(({ severity }) => severity === 'error')),
    ({ field }) => field,
  );
  if (fields.size === 0) return null;
  return (
    <details>
      <summary>{t('move.missing')}</summary>
      <ul className={classes['names']}>
        {[...fields].map(([field, faults]) => (
          <li key={field}>
            {faults[0] === undefined ? field : format.pick(faults[0].message)}{' '}
            {faults.length > 1 ? (
              <span className={classes['muted']}>
                {t('move.ofListings', { count: faults.length, number: format.number(faults.length) })}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** For the merchant's own table: what is known of each, to be created in the shop from. */
function listOf(rows: readonly MovedDraft[]): string {
  return toCsv([
    ['urun_no', 'kod', 'barkod', 'baslik', 'alt_baslik', 'marka', 'desi'],
    ...rows.map(({ externalId, draft }) => [
      externalId,
      draft.stockCode,
      draft.barcode,
      draft.title,
      draft.subtitle,
      draft.brandName,
      draft.desi === null ? '' : String(draft.desi),
    ]),
  ]);
}

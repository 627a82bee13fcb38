import { Button, Checkbox, MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Marketplace } from '#contract/channels.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import {
  capabilityMatrix,
  MATRIX_FILTERS,
  matches,
  speaksOf,
  type MatrixCell,
  type MatrixRow,
  type MatrixState,
} from './capability-matrix.ts';
import classes from './capability-matrix.module.css';
import channels from './channels.module.css';

const TONES: Readonly<Record<MatrixState, Tone>> = {
  works: 'ok',
  'not-built': 'offline',
  'not-offered': 'paused',
  'not-listed': 'info',
  closed: 'paused',
};

/** Marketplaces beside each other: what each offers, what of it works here, and why the rest does not. */
export function CapabilityMatrixPage(): React.ReactNode {
  const { t } = useTranslation('capabilities');
  const query = useQuery(useApi().channels.marketplaces.queryOptions());
  return (
    <PageFrame
      title={t('title')}
      layout="fill"
      aside={
        <span className={channels['aside']}>
          <Link href="/channels">{t('back')}</Link>
        </span>
      }
    >
      <QueryView query={query} skeleton={<div style={{ height: 320 }} />}>
        {(marketplaces) =>
          marketplaces.length === 0 ? (
            <EmptyState title={t('empty')} />
          ) : (
            <Matrix marketplaces={marketplaces} />
          )
        }
      </QueryView>
    </PageFrame>
  );
}

function Matrix({ marketplaces }: { readonly marketplaces: readonly Marketplace[] }): React.ReactNode {
  const { t } = useTranslation('capabilities');
  const format = useFormat();
  const address = useAddress();
  const filter = oneOf(address.get('state'), MATRIX_FILTERS, 'all');
  const search = address.get('findCapability');
  const reasons = address.get('reasons') !== 'off';
  const chosen = address.get('marketplaces').split(',').filter(Boolean);
  const columns =
    chosen.length === 0
      ? marketplaces
      : marketplaces.filter(({ marketplace }) => chosen.includes(marketplace));
  const rows = capabilityMatrix(columns);
  const found = rows.filter((row) => speaksOf(row, search));
  const shown = found.filter((row) => matches(row, filter));
  return (
    <>
      <div className={panel['toolbar']}>
        <SearchField
          value={search}
          onChange={(findCapability) => address.set({ findCapability })}
          placeholder={t('search')}
          width={260}
        />
        <MultiSelect
          aria-label={t('marketplaces')}
          placeholder={chosen.length === 0 ? t('marketplaces') : ''}
          miw={180}
          clearable
          value={chosen}
          onChange={(next) => address.set({ marketplaces: next.join(',') })}
          data={marketplaces.map(({ marketplace, name }) => ({ value: marketplace, label: name }))}
        />
        <FilterChips
          label={t('filter')}
          chips={MATRIX_FILTERS.map((value) => ({
            value,
            label: t(`filters.${value}`),
            count: found.filter((row) => matches(row, value)).length,
          }))}
          value={filter}
          onChange={(state) => address.set({ state: state === 'all' ? '' : state })}
        />
        <Checkbox
          label={t('reasons')}
          checked={reasons}
          onChange={(event) => address.set({ reasons: event.currentTarget.checked ? '' : 'off' })}
        />
        <span className={panel['muted']}>
          {t('count', { shown: format.number(shown.length), all: format.number(rows.length) })}
        </span>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          title={t('nothing')}
          text={t('nothingText')}
          action={
            <Button variant="default" onClick={() => address.set({ state: '', findCapability: '' })}>
              {t('clear')}
            </Button>
          }
        />
      ) : (
        <MatrixTable marketplaces={columns} rows={shown} reasons={reasons} />
      )}
    </>
  );
}

function MatrixTable({
  marketplaces,
  rows,
  reasons,
}: {
  readonly marketplaces: readonly Marketplace[];
  readonly rows: readonly MatrixRow[];
  readonly reasons: boolean;
}): React.ReactNode {
  const { t } = useTranslation('capabilities');
  const format = useFormat();
  return (
    // A part that scrolls must be reachable by keyboard (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes['scroll']} tabIndex={0} aria-label={t('table')}>
      <table className={classes['table']} aria-label={t('table')}>
        <thead>
          <tr>
            <th scope="col">{t('capability')}</th>
            {marketplaces.map(({ marketplace, name, closed }) => (
              <th key={marketplace} scope="col">
                {name}
                {closed === undefined ? null : (
                  <div className={classes['note']} title={format.pick(closed.reason)}>
                    {t('closed', { day: format.day(closed.since) })}
                  </div>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.capability}>
              <th scope="row">{format.pick(row.label)}</th>
              {row.cells.map((cell) => (
                <Cell key={cell.marketplace} cell={cell} reasons={reasons} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell, reasons }: { readonly cell: MatrixCell; readonly reasons: boolean }): React.ReactNode {
  const { t } = useTranslation('capabilities');
  const format = useFormat();
  return (
    <td>
      <StateDot tone={TONES[cell.state]} label={t(`states.${cell.state}`)} />
      {reasons && cell.reason !== null ? (
        <div className={classes['note']}>{format.pick(cell.reason)}</div>
      ) : null}
    </td>
  );
}

import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#contract/problem.ts';
import type { StoreConnection, StoreReport, StoreSettings, StoreState } from '#contract/shop.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Section } from '../../ui/section.tsx';
import { StoreSettingsFields, type ReadingSettings } from '../settings/store-settings-fields.tsx';
import classes from './onboarding.module.css';
import { EMPTY_SHOP_DRAFT, judgeShopDraft, useShopDraft } from './shop-draft.ts';
import { ShopFields } from './shop-fields.tsx';
import { ShopFindings } from './shop-findings.tsx';

/** Step one: the shop. Test before save; the sample shop as the second button. */
export function ShopStep({ onDone }: { readonly onDone: () => void }): React.ReactNode {
  const [changing, setChanging] = useState(false);
  const query = useQuery(useApi().shop.get.queryOptions());
  return (
    <QueryView query={query} skeleton={null}>
      {(store) =>
        store.connected && !changing ? (
          <Connected store={store} onKeep={onDone} onChange={() => setChanging(true)} />
        ) : (
          <ConnectForm onDone={onDone} />
        )
      }
    </QueryView>
  );
}

function Connected({
  store,
  onKeep,
  onChange,
}: {
  readonly store: StoreState;
  readonly onKeep: () => void;
  readonly onChange: () => void;
}): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const shop = store.report?.shopName ?? store.address ?? '';
  return (
    <Section title={t('shop.connected', { shop })} text={t('shop.connectedText')}>
      {store.problem ? <ProblemNotice problem={store.problem} /> : null}
      <Group gap="xs">
        <Button onClick={onKeep}>{t('shop.keep')}</Button>
        <Button variant="default" onClick={onChange}>
          {t('shop.change')}
        </Button>
      </Group>
    </Section>
  );
}

/** What was looked at and what was found there: only that may be connected. */
type Look = { readonly connection: StoreConnection; readonly report: StoreReport };

function ConnectForm({ onDone }: { readonly onDone: () => void }): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const engine = useEngine();
  const draft = useShopDraft();
  const verdict = judgeShopDraft(draft);
  const [judged, setJudged] = useState(false);
  const [reading, setReading] = useState<Partial<StoreSettings>>({});
  const look = useLook();
  const connect = useWrite(engine.client.shop.connect, {
    onDone: () => {
      useShopDraft.setState(EMPTY_SHOP_DRAFT);
      onDone();
    },
  });
  const tryTyped = (prefix?: string): void => {
    setJudged(true);
    setReading({});
    const fresh = judgeShopDraft(prefix === undefined ? draft : { ...draft, prefix });
    if (fresh.kind === 'ready') look.run(fresh.connection);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        tryTyped();
      }}
    >
      <Stack gap="md">
        <div className={classes['card']}>
          <ShopFields
            wrong={judged && verdict.kind === 'unfinished' ? verdict.fields : new Set()}
            onEdit={look.forget}
          />
        </div>
        {look.problem ? <ProblemNotice problem={look.problem} /> : null}
        <Group gap="xs">
          <Button
            type="submit"
            variant={look.found ? 'default' : 'filled'}
            loading={look.pending === 'mysql'}
          >
            {look.found || look.problem ? t('shop.testAgain') : t('shop.test')}
          </Button>
          <Button
            variant="default"
            loading={look.pending === 'sample'}
            onClick={() => look.run({ kind: 'sample' })}
          >
            {t('shop.sample')}
          </Button>
          {look.found ? null : <span className={classes['muted']}>{t('shop.sampleText')}</span>}
        </Group>
        {look.found ? (
          <>
            <ShopFindings
              report={look.found.report}
              onChoosePrefix={(prefix) => {
                useShopDraft.setState({ prefix });
                tryTyped(prefix);
              }}
            />
            <Section title={t('found.readAs')}>
              <StoreSettingsFields
                report={look.found.report}
                value={{ ...proposedSettings(look.found.report), ...reading }}
                onChange={(change) => setReading({ ...reading, ...change })}
              />
            </Section>
            {connect.problem ? <ProblemNotice problem={connect.problem} /> : null}
            <Group>
              <Button
                loading={connect.pending}
                onClick={() => connect.run(connectionOf(look.found!, reading))}
              >
                {t('shop.connect')}
              </Button>
            </Group>
          </>
        ) : null}
      </Stack>
    </form>
  );
}

function proposedSettings(report: StoreReport): ReadingSettings {
  return {
    barcodeSource: report.proposedBarcodeSource,
    stockCodeSource: report.proposedStockCodeSource,
    optionBarcodeSource: report.proposedOptionBarcodeSource,
    optionStockCodeSource: report.proposedOptionStockCodeSource,
    pricesIncludeTax: report.pricesIncludeTax,
  };
}

function connectionOf(
  { connection, report }: Look,
  reading: Partial<StoreSettings>,
): { connection: StoreConnection; settings: Partial<StoreSettings> } {
  return { connection: pinned(connection, report), settings: { ...proposedSettings(report), ...reading } };
}

/** What is connected is the very SSH server that was looked at. */
function pinned(connection: StoreConnection, report: StoreReport): StoreConnection {
  if (connection.kind !== 'mysql' || !connection.tunnel) return connection;
  const hostKey = report.tunnelHostKey ?? connection.tunnel.hostKey;
  return { ...connection, tunnel: { ...connection.tunnel, hostKey } };
}

type Looking = {
  readonly pending: StoreConnection['kind'] | null;
  readonly found: Look | null;
  readonly problem: Problem | null;
  readonly run: (connection: StoreConnection) => void;
  /** The form was edited: what was found no longer belongs to it. */
  readonly forget: () => void;
};

const NOTHING: Pick<Looking, 'pending' | 'found' | 'problem'> = { pending: null, found: null, problem: null };

/** Looks at a database without keeping anything. */
function useLook(): Looking {
  const { client } = useEngine();
  const [state, setState] = useState(NOTHING);
  const run = async (connection: StoreConnection): Promise<void> => {
    setState({ ...NOTHING, pending: connection.kind });
    try {
      const report = await client.shop.test(connection);
      setState({ ...NOTHING, found: { connection, report } });
    } catch (error) {
      setState({ ...NOTHING, problem: problemOf(error) });
    }
  };
  return { ...state, run: (connection) => void run(connection), forget: () => setState(NOTHING) };
}

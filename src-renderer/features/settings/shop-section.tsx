import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { StoreReport, StoreState } from '#contract/shop.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FactList, type Fact } from '../../ui/fact-list.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Section } from '../../ui/section.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { FoundInShop } from '../onboarding/shop-findings.tsx';
import classes from './settings.module.css';

/** The connection to the shop: where it is, what it is, when it was last read. */
export function ShopSection({ store }: { readonly store: StoreState }): React.ReactNode {
  const { t } = useTranslation('settings');
  if (!store.connected) {
    return (
      <Section
        title={t('shop.title')}
        text={t('shop.none')}
        actions={
          <Button component={Link} href="/first-run/shop">
            {t('shop.connect')}
          </Button>
        }
      />
    );
  }
  return <ConnectedShop store={store} />;
}

function ConnectedShop({ store }: { readonly store: StoreState }): React.ReactNode {
  const { t } = useTranslation('settings');
  const { client, refresher } = useEngine();
  const check = useMutation({ mutationFn: () => client.shop.check(), onSettled: refresher.everything });
  const buttons = (
    <Group gap="xs">
      <Button variant="default" size="compact-sm" loading={check.isPending} onClick={() => check.mutate()}>
        {t('shop.check')}
      </Button>
      <Button component={Link} href="/first-run/shop" variant="default" size="compact-sm">
        {t('shop.change')}
      </Button>
    </Group>
  );
  const problem = check.isError ? problemOf(check.error) : store.problem;
  return (
    <Section title={t('shop.title')} actions={buttons}>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      {check.isSuccess && check.data.problem === null ? (
        <output>
          <StateDot tone="ok" label={t('shop.checked')} />
        </output>
      ) : null}
      <ShopFacts store={store} />
      {store.report === null ? null : <Findings report={store.report} />}
      <Disconnect />
    </Section>
  );
}

function ShopFacts({ store }: { readonly store: StoreState }): React.ReactNode {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { report, lastRead } = store;
  const facts: Fact[] = store.address === null ? [] : [{ label: t('shop.address'), value: store.address }];
  if (report) {
    const sample = report.generation === 'sample';
    facts.unshift({ label: t('shop.name'), value: report.shopName });
    facts.push({ label: t('shop.generation'), value: sample ? t('shop.sample') : report.generation });
    if (!sample) {
      facts.push({
        label: t('shop.encrypted'),
        value: report.encrypted ? t('shop.encryptedYes') : t('shop.encryptedNo'),
      });
    }
  }
  const read = {
    label: t('shop.lastRead'),
    value: <RelativeTime at={lastRead?.at ?? null} never={t('shop.never')} />,
    note: lastRead
      ? t('shop.lastReadText', {
          products: format.number(lastRead.products),
          variants: format.number(lastRead.variants),
          changed: format.number(lastRead.changed),
        })
      : null,
  };
  return <FactList facts={[...facts, read]} />;
}

/** What the last check found, folded away: it is long, and asked for when something is odd. */
function Findings({ report }: { readonly report: StoreReport }): React.ReactNode {
  const { t } = useTranslation('settings');
  return (
    <details className={classes['findings']}>
      <summary>{t('shop.findings')}</summary>
      <p>{t('shop.findingsText')}</p>
      <FoundInShop report={report} />
    </details>
  );
}

function Disconnect(): React.ReactNode {
  const { t } = useTranslation('settings');
  const engine = useEngine();
  const [asking, { open, close }] = useDisclosure(false);
  const disconnect = useWrite(engine.client.shop.disconnect, { onDone: close });
  return (
    <Group>
      <Button variant="subtle" color="red" size="compact-sm" onClick={open}>
        {t('shop.disconnect')}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t('shop.disconnectTitle')}
        confirmLabel={t('shop.disconnect')}
        tone="danger"
        pending={disconnect.pending}
        onConfirm={() => disconnect.run({})}
        onCancel={close}
      >
        {t('shop.disconnectText')}
        {disconnect.problem ? <ProblemNotice problem={disconnect.problem} /> : null}
      </ConfirmDialog>
    </Group>
  );
}

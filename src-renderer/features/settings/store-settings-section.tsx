import { Button, Group, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explainOrderRefusal } from '#contract/order-refusal.ts';
import type { StoreReport, StoreSettings } from '#contract/shop.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Section } from '../../ui/section.tsx';
import { ShopApiFields } from './shop-api-fields.tsx';
import { StoreOrderFields } from './store-order-fields.tsx';
import { useOrderFieldName } from './use-order-field-name.ts';
import { StoreSettingsFields } from './store-settings-fields.tsx';

/** What the merchant decided about the shop, changeable after the connection was made. */
export function StoreSettingsSection({
  report,
  settings,
}: {
  readonly report: StoreReport;
  readonly settings: StoreSettings;
}): React.ReactNode {
  const { t } = useTranslation(['settings', 'common']);
  const orderFieldName = useOrderFieldName();
  const engine = useEngine();
  const [changes, setChanges] = useState<Partial<StoreSettings>>({});
  const [apiKey, setApiKey] = useState('');
  const save = useWrite(engine.client.shop.setSettings, {
    onDone: () => {
      setChanges({});
      setApiKey('');
    },
  });
  const value = { ...settings, ...changes };
  const change = (more: Partial<StoreSettings>): void => setChanges({ ...changes, ...more });
  const touched = Object.keys(changes).length > 0 || apiKey !== '';
  const wish = { settings: value, ...(apiKey === '' ? {} : { shopApiKey: apiKey }) };
  const statuses = report.orderStatuses.map(({ statusId, name }) => ({ value: statusId, label: name }));
  const holding = report.orderStatuses
    .filter(({ holdsStock }) => holdsStock)
    .map(({ statusId, name }) => ({ value: statusId, label: name }));
  return (
    <Section title={t('store.title')} text={t('store.text')}>
      <Stack gap="sm" maw={520}>
        <StoreSettingsFields report={report} value={value} onChange={change} />
        <Select
          label={t('store.newOrderStatus')}
          description={t('store.newOrderStatusText')}
          data={holding}
          value={value.newOrderStatusId}
          onChange={(statusId) => statusId !== null && change({ newOrderStatusId: statusId })}
        />
        <Select
          label={t('store.cancelledOrderStatus')}
          data={statuses}
          value={value.cancelledOrderStatusId}
          onChange={(statusId) => statusId !== null && change({ cancelledOrderStatusId: statusId })}
        />
        <StoreOrderFields report={report} value={value} onChange={change} />
        <ShopApiFields report={report} value={value} onChange={change} apiKey={apiKey} onKey={setApiKey} />
        {save.problem ? (
          <ProblemNotice problem={explainOrderRefusal(save.problem, report, orderFieldName)} />
        ) : null}
        <Group gap="sm">
          <Button loading={save.pending} disabled={!touched} onClick={() => save.run(wish)}>
            {t('common:action.save')}
          </Button>
          {save.data && !touched ? <output>{t('common:action.saved')}</output> : null}
        </Group>
      </Stack>
    </Section>
  );
}

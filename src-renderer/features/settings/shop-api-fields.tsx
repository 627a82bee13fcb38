import { Fieldset, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StoreReport, StoreSettings } from '#contract/shop.ts';

/** By which way an imported order gets its status: the database, or the shop's own API with its key. */
export function ShopApiFields({
  report,
  value,
  onChange,
  apiKey,
  onKey,
}: {
  readonly report: StoreReport;
  readonly value: StoreSettings;
  readonly onChange: (change: Partial<StoreSettings>) => void;
  /** Empty keeps the key that is sealed already. */
  readonly apiKey: string;
  readonly onKey: (key: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('settings');
  const api = value.shopApi ?? { url: '', username: '' };
  const change = (more: Partial<typeof api>): void => {
    const next = { ...api, ...more };
    onChange({ shopApi: next.url === '' && next.username === '' ? null : next });
  };
  return (
    <Fieldset legend={t('orders.pathTitle')}>
      <Stack gap="sm">
        <Select
          label={t('orders.path')}
          description={report.shopApi === null ? t('orders.pathNotOffered') : t('orders.pathText')}
          data={[
            { value: 'database', label: t('orders.pathDatabase') },
            { value: 'shop-api', label: t('orders.pathApi'), disabled: report.shopApi === null },
          ]}
          value={value.orderPath}
          onChange={(path) => onChange({ orderPath: path === 'shop-api' ? 'shop-api' : 'database' })}
        />
        {value.orderPath === 'shop-api' ? (
          <>
            <TextInput
              type="url"
              label={t('orders.apiUrl')}
              description={t('orders.apiUrlText')}
              value={api.url}
              onChange={(event) => change({ url: event.currentTarget.value.trim() })}
            />
            {report.shopApi === '2.3' ? null : (
              <TextInput
                label={t('orders.apiUser')}
                autoComplete="off"
                value={api.username}
                onChange={(event) => change({ username: event.currentTarget.value })}
              />
            )}
            <PasswordInput
              label={t('orders.apiKey')}
              description={t('orders.apiKeyText')}
              autoComplete="off"
              value={apiKey}
              onChange={(event) => onKey(event.currentTarget.value)}
            />
          </>
        ) : null}
      </Stack>
    </Fieldset>
  );
}

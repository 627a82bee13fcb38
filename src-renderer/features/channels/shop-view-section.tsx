import { Button, Group, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, ShopView } from '#contract/channels.ts';
import type { StoreReport } from '#contract/shop.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Section } from '../../ui/section.tsx';
import { useViewChoices } from './use-view-choices.ts';

/** Which side of the shop a channel looks at: its store, its customer group, its currency and its language. */
export function ShopViewSection({
  channel,
  currency,
}: {
  readonly channel: Channel;
  /** What the marketplace sells in. */
  readonly currency: string;
}): React.ReactNode {
  const { t } = useTranslation('channels');
  const store = useQuery(useApi().shop.get.queryOptions());
  const report = store.data?.report ?? null;
  if (report === null) return null;
  return (
    <Section title={t('view.title')} text={t('view.text')}>
      <ViewForm channel={channel} currency={currency} report={report} />
    </Section>
  );
}

const FIELDS = ['storeId', 'customerGroupId', 'currency', 'language'] as const;
/** Stands in a list for the shop's own default. */
const OWN = '';

function ViewForm({
  channel,
  currency,
  report,
}: {
  readonly channel: Channel;
  readonly currency: string;
  readonly report: StoreReport;
}): React.ReactNode {
  const { t } = useTranslation(['channels', 'common']);
  const format = useFormat();
  const engine = useEngine();
  const [changes, setChanges] = useState<Partial<ShopView>>({});
  const update = useWrite(engine.client.channels.update, { onDone: () => setChanges({}) });
  const view = { ...channel.shopView, ...changes };
  const choices = useViewChoices(report, channel.shopView, currency);
  const touched = FIELDS.some((field) => view[field] !== channel.shopView[field]);
  // The language shows in every name and description: which one "the shop's own" is must be seen here.
  const ownLabel = (field: (typeof FIELDS)[number]): string =>
    field === 'language'
      ? t('view.ownLanguage', { language: format.shopLanguage(report.language) })
      : t('view.own');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        update.run({ channelId: channel.channelId, shopView: changes });
      }}
    >
      <Stack gap="sm">
        {FIELDS.map((field) => (
          <Select
            key={field}
            label={t(`view.${field}`)}
            description={t(`view.${field}Help`, { currency, shop: report.currency })}
            data={[{ value: OWN, label: ownLabel(field) }, ...choices[field]]}
            value={view[field] ?? OWN}
            allowDeselect={false}
            onChange={(value) => setChanges({ ...changes, [field]: value === OWN ? null : value })}
          />
        ))}
        {update.problem ? <ProblemNotice problem={update.problem} /> : null}
        <Group gap="sm">
          <Button type="submit" loading={update.pending} disabled={!touched}>
            {t('common:action.save')}
          </Button>
          {update.data && !touched ? <output>{t('view.saved')}</output> : null}
        </Group>
      </Stack>
    </form>
  );
}

import { Fieldset, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StatusMap, StoreReport, StoreSettings } from '#contract/shop.ts';
import { FeatureRights } from '../onboarding/shop-rights.tsx';
import classes from './settings.module.css';

const NONE = '';
const STAGES = ['picking', 'invoiced', 'shipped', 'delivered', 'undelivered', 'returned'] as const;
/** While goods are on their way, a status that gives their stock back would sell them again. */
const MAY_GIVE_BACK: ReadonlySet<keyof StatusMap> = new Set(['undelivered', 'returned']);

type Change = (change: Partial<StoreSettings>) => void;
type Fields = { readonly report: StoreReport; readonly value: StoreSettings; readonly onChange: Change };

/** How orders go into the shop: whose they are, where tax numbers stand, and which statuses follow which. */
export function StoreOrderFields({ report, value, onChange }: Fields): React.ReactNode {
  return (
    <Stack gap="sm">
      <BuyerFields report={report} value={value} onChange={onChange} />
      <StatusMapFields report={report} value={value} onChange={onChange} />
      <ShopTellsFields report={report} value={value} onChange={onChange} />
    </Stack>
  );
}

function BuyerFields({ report, value, onChange }: Fields): React.ReactNode {
  const { t } = useTranslation('settings');
  const rights = report.rights.find(({ feature }) => feature === 'customers');
  const fields = report.customFields.filter(({ type }) => type === 'text' || type === 'textarea');
  const options = [
    { value: NONE, label: t('orders.noField') },
    ...fields.map(({ fieldId, name, location }) => ({
      value: fieldId,
      label: t(`orders.fieldAt.${location}`, { name }),
    })),
  ];
  return (
    <Fieldset legend={t('orders.buyersTitle')}>
      <Stack gap="sm">
        <Select
          label={t('orders.buyers')}
          description={t('orders.buyersText')}
          data={[
            { value: 'guest', label: t('orders.buyersGuest') },
            { value: 'match', label: t('orders.buyersMatch') },
          ]}
          value={value.buyers}
          onChange={(buyers) => onChange({ buyers: buyers === 'match' ? 'match' : 'guest' })}
        />
        {rights && rights.missing.length > 0 && value.buyers === 'match' ? (
          <ul>
            <FeatureRights rights={rights} />
          </ul>
        ) : null}
        {fields.length === 0 ? (
          <p className={classes['hint']}>{t('orders.noFields')}</p>
        ) : (
          <>
            <Select
              label={t('orders.taxNumberField')}
              description={proposalText(report.proposedTaxNumberFieldId, report, t)}
              data={options}
              value={value.taxNumberFieldId ?? NONE}
              onChange={(fieldId) => onChange({ taxNumberFieldId: fieldId || null })}
            />
            <Select
              label={t('orders.taxOfficeField')}
              description={proposalText(report.proposedTaxOfficeFieldId, report, t)}
              data={options}
              value={value.taxOfficeFieldId ?? NONE}
              onChange={(fieldId) => onChange({ taxOfficeFieldId: fieldId || null })}
            />
          </>
        )}
      </Stack>
    </Fieldset>
  );
}

function proposalText(
  fieldId: string | null,
  report: StoreReport,
  t: ReturnType<typeof useTranslation<'settings'>>['t'],
): string | undefined {
  const name = report.customFields.find((field) => field.fieldId === fieldId)?.name;
  return name === undefined ? undefined : t('orders.proposed', { name });
}

function StatusMapFields({ report, value, onChange }: Fields): React.ReactNode {
  const { t } = useTranslation('settings');
  return (
    <Fieldset legend={t('orders.mapTitle')}>
      <Stack gap="sm">
        <p className={classes['hint']}>{t('orders.mapText')}</p>
        {STAGES.map((stage) => (
          <Select
            key={stage}
            label={t(`orders.stage.${stage}`)}
            data={statusOptions(report, t('orders.leave'), MAY_GIVE_BACK.has(stage) ? 'all' : 'holding')}
            value={value.statusMap[stage] ?? NONE}
            onChange={(id) => onChange({ statusMap: { ...value.statusMap, [stage]: id || null } })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}

function ShopTellsFields({ report, value, onChange }: Fields): React.ReactNode {
  const { t } = useTranslation('settings');
  return (
    <Fieldset legend={t('orders.tellsTitle')}>
      <Stack gap="sm">
        <p className={classes['hint']}>{t('orders.tellsText')}</p>
        {(['picking', 'invoiced'] as const).map((stage) => (
          <Select
            key={stage}
            label={t(`orders.tells.${stage}`)}
            data={statusOptions(report, t('orders.tellsNone'), 'all')}
            value={value.shopTells[stage] ?? NONE}
            onChange={(id) => onChange({ shopTells: { ...value.shopTells, [stage]: id || null } })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}

function statusOptions(
  report: StoreReport,
  none: string,
  which: 'all' | 'holding',
): { value: string; label: string }[] {
  const statuses = report.orderStatuses.filter(({ holdsStock }) => which === 'all' || holdsStock);
  return [
    { value: NONE, label: none },
    ...statuses.map(({ statusId, name }) => ({ value: statusId, label: name })),
  ];
}

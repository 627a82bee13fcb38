import { useTranslation } from 'react-i18next';
import type { OrderField } from '#contract/order-fields.ts';

/** A setting for orders by the label that it has on the page. */
export function useOrderFieldName(): (field: OrderField) => string {
  const { t } = useTranslation('settings');
  const names = {
    newOrderStatusId: t('store.newOrderStatus'),
    cancelledOrderStatusId: t('store.cancelledOrderStatus'),
    buyers: t('orders.buyers'),
    taxNumberFieldId: t('orders.taxNumberField'),
    taxOfficeFieldId: t('orders.taxOfficeField'),
    'statusMap.picking': t('orders.stage.picking'),
    'statusMap.invoiced': t('orders.stage.invoiced'),
    'statusMap.shipped': t('orders.stage.shipped'),
    'statusMap.delivered': t('orders.stage.delivered'),
    'statusMap.undelivered': t('orders.stage.undelivered'),
    'statusMap.returned': t('orders.stage.returned'),
    'shopTells.picking': t('orders.tells.picking'),
    'shopTells.invoiced': t('orders.tells.invoiced'),
    orderPath: t('orders.path'),
    'shopApi.url': t('orders.apiUrl'),
    'shopApi.username': t('orders.apiUser'),
  } satisfies Record<OrderField, string>;
  return (field) => names[field];
}

/**
 * Who goes first where requests of one endpoint must wait; the lower number goes. Less stock overtakes everything,
 * because every minute of it may be an oversale; content can wait for a night.
 */
export const PRIORITY = {
  check: 5,
  lowerStock: 10,
  orders: 20,
  orderActions: 22,
  batch: 25,
  offers: 28,
  price: 30,
  higherStock: 40,
  listings: 45,
  content: 50,
  afterSales: 55,
  insight: 60,
} as const;

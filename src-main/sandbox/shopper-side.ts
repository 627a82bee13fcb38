/**
 * What customers do on any marketplace, in common words. Each marketplace of the sandbox gives one of these (`shoppers`),
 * made of its own actions; what its customers can't do is absent. Throws `RangeError` for what makes no sense there.
 */
export type ShopperSide = {
  /** What is on sale now. */
  readonly shelf: () => readonly ShelfPlace[];
  /** Takes the pieces off the shelf. `oversell: 'allowed'` sells what is not there, as happens when two are quick. */
  readonly buy: (wish: {
    readonly lines: readonly { readonly code: string; readonly quantity: number }[];
    readonly oversell?: 'refused' | 'allowed';
  }) => ShopperOrder;
  /** Every order, as its customer sees it. */
  readonly orders: () => readonly ShopperOrder[];
  /** Before it is on its way. `lines` left out: all of it. */
  readonly cancel?: (wish: ShopperPieces) => void;
  /** What the carrier reports of an order. */
  readonly carry?: (wish: {
    readonly orderNumber: string;
    readonly to: 'shipped' | 'delivered' | 'undelivered';
  }) => void;
  /** After it was delivered. `lines` left out: all of it. Gives the marketplace's id of the return. */
  readonly return?: (wish: ShopperPieces & { readonly reason?: string }) => { readonly returnId: string };
  /** A question to the seller about one listing. Gives the marketplace's id of it. */
  readonly ask?: (wish: { readonly code: string; readonly text: string }) => { readonly questionId: string };
};

export type ShelfPlace = {
  /** What `buy` names it by: barcode or seller's SKU, whatever the marketplace has once. */
  readonly code: string;
  readonly title: string;
  readonly quantity: number;
};

export type ShopperPieces = {
  readonly orderNumber: string;
  readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[];
};

export type ShopperOrder = {
  readonly orderNumber: string;
  /** `open` until it is handed to the carrier. */
  readonly state: 'open' | 'shipped' | 'delivered' | 'undelivered' | 'cancelled' | 'returned' | 'other';
  /** What is left of it: cancelled pieces are gone. */
  readonly lines: readonly { readonly lineId: string; readonly code: string; readonly quantity: number }[];
};

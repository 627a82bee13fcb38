/** What is read out of a file, before anything of it is kept. */
export type ListingRecord = {
  readonly externalId: string;
  /** Empty where the shop had given none. */
  readonly ownCode: string;
  readonly groupId: string;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly category: string;
  readonly brand: string;
  readonly barcode: string;
  readonly mpn: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly images: readonly string[];
  readonly priceE4: number | null;
  readonly listPriceE4: number | null;
  readonly quantityThen: number | null;
  readonly desi: number | null;
  readonly statusThen: string;
};

/** Who an invoice was for, and no more: no telephone, no nick, no place of delivery. */
export type InvoiceRecord = {
  readonly name: string;
  readonly company: string;
  readonly taxOffice: string;
  readonly taxNumber: string;
  readonly identityNumber: string;
  readonly address: string;
  readonly district: string;
  readonly city: string;
};

export type SaleRecord = {
  readonly saleCode: string;
  /** Other sales of the same basket, as far as the file tells. */
  readonly together: readonly string[];
  readonly externalId: string;
  readonly ownCode: string;
  readonly title: string;
  readonly amount: number | null;
  readonly totalE4: number | null;
  readonly statusThen: string;
  readonly soldAtMs: number | null;
  readonly paidAtMs: number | null;
  readonly commissionPercentE4: number | null;
  readonly invoice: InvoiceRecord | null;
};

export type Remark = {
  readonly place: string;
  readonly message: { readonly tr: string; readonly en: string };
  readonly severity: 'error' | 'warning';
};

export type ReadArchive = {
  readonly listings: readonly ListingRecord[];
  readonly sales: readonly SaleRecord[];
  readonly remarks: readonly Remark[];
};

export function remark(place: string, severity: Remark['severity'], tr: string, en: string): Remark {
  return { place, severity, message: { tr, en } };
}

/** Null where nothing in it tells who it was. */
export function invoiceOrNull(invoice: InvoiceRecord): InvoiceRecord | null {
  return Object.values(invoice).every((text) => text.trim() === '') ? null : invoice;
}

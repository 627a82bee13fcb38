import type { Database } from 'better-sqlite3';
import type { FieldName } from '#common/product-field.ts';
import { foldKey, normaliseCode } from '#common/turkish-text.ts';
import type { FieldValue } from '#contract/product-value.ts';
import { effectiveSheet, type ProductSheet } from '../../editing/sheet.ts';
import { prepared } from '../prepared.ts';
import { turkishSortKey } from '../sort-key.ts';
import { pendingOfProducts, type PendingEdit, type PendingState } from './pending-edit.ts';

/** What the list of products is searched, filtered and sorted by, of one product as the merchant sees it now. */
export type ProductStanding = {
  readonly productId: string;
  /** False for a product that the shop does not have (any more): of it only the edits that wait are shown. */
  readonly living: boolean;
  /** In the order of the Turkish alphabet, as {@link turkishSortKey} has it. */
  readonly title: string;
  readonly model: string;
  /** Of a product whose sheet was not read yet, the most that a variant of it has. */
  readonly quantity: number;
  readonly priceE4: number;
  /** The shop's time as one number, 20261124100000; 0 for none. */
  readonly modifiedAt: number;
  readonly enabled: boolean;
  readonly barcode: boolean;
  readonly image: boolean;
  readonly listed: boolean;
  readonly edits: Readonly<Record<PendingState, number>>;
  /** Folded title, model and every code of the product and of its variants. */
  readonly searchKey: string;
};

/** Which language the title is in, and which code is the barcode. */
export type StandingParts = { readonly language: string; readonly barcodeSource: string | null };

type Raw = {
  readonly product_id: string;
  readonly title: string;
  readonly model: string;
  readonly codes: string;
  readonly image: number;
  readonly enabled: number;
  readonly price_e4: number;
  readonly modified_at: string | null;
  readonly gone: number;
  readonly sheet_quantity: number | null;
  readonly variants: number;
  readonly most: number | null;
  readonly without_barcode: number;
  readonly variant_codes: string | null;
  readonly listed: number;
};

/** Joined by id, because what was asked for is a few rows or a range of them. */
const SELECT = `SELECT p.product_id, p.title, p.model, p.codes, p.images <> '[]' AS image, p.enabled,
    p.stored_price_e4 AS price_e4, p.modified_at, p.gone_at IS NOT NULL AS gone, s.quantity AS sheet_quantity,
    count(v.row) AS variants, max(v.quantity) AS most, coalesce(sum(v.barcode = ''), 0) AS without_barcode,
    group_concat(v.barcode || ' ' || v.stock_code, ' ') AS variant_codes,
    coalesce(max(EXISTS (SELECT 1 FROM listing l WHERE l.variant_id = v.variant_id AND l.link_state = 'linked')), 0)
      AS listed
  FROM json_each(?) j CROSS JOIN product p ON p.product_id = j.value
    LEFT JOIN product_sheet s INDEXED BY product_sheet_short ON s.product_id = p.product_id
    LEFT JOIN variant v ON v.product_id = p.product_id AND v.gone_at IS NULL
  GROUP BY p.product_id`;

/** How these products stand now; one that is neither in the shop nor has edits is left out. */
export function readStandings(
  database: Database,
  productIds: readonly string[],
  parts: StandingParts,
): readonly ProductStanding[] {
  const ids = JSON.stringify(productIds);
  const rows = prepared<[string], Raw>(database, SELECT).all(ids);
  const pending = pendingOfProducts(database, productIds);
  const known = new Set(rows.map(({ product_id }) => product_id));
  const lost = [...pending].filter(([productId]) => !known.has(productId));
  return [
    ...rows
      .filter((raw) => raw.gone === 0 || pending.has(raw.product_id))
      .map((raw) => toStanding(raw, pending.get(raw.product_id) ?? [], parts)),
    ...lost.map(([productId, edits]) => lostStanding(productId, edits)),
  ];
}

function toStanding(raw: Raw, edits: readonly PendingEdit[], parts: StandingParts): ProductStanding {
  const codes = JSON.parse(raw.codes) as Readonly<Record<string, string>>;
  const seen = edits.length === 0 ? null : seenFacts(raw, codes, { edits, parts });
  const title = seen?.title ?? raw.title;
  const model = seen?.model ?? raw.model;
  return {
    productId: raw.product_id,
    living: raw.gone === 0,
    title: turkishSortKey(title),
    model: turkishSortKey(model),
    quantity: seen?.quantity ?? raw.sheet_quantity ?? raw.most ?? 0,
    priceE4: seen?.priceE4 ?? raw.price_e4,
    modifiedAt: Number((raw.modified_at ?? '').replaceAll(/\D/g, '').slice(0, 14)),
    enabled: seen?.enabled ?? raw.enabled !== 0,
    barcode: seen?.barcode ?? raw.without_barcode === 0,
    image: seen?.image ?? raw.image !== 0,
    listed: raw.listed !== 0,
    edits: countStates(edits),
    searchKey: foldKey(
      [
        title,
        model,
        ...Object.values(seen?.codes ?? codes),
        raw.variant_codes ?? '',
        `p${raw.product_id}`,
      ].join(' '),
    ),
  };
}

type Seen = Pick<ProductStanding, 'title' | 'model' | 'priceE4' | 'enabled' | 'barcode' | 'image'> & {
  readonly quantity: number | null;
  readonly codes: Readonly<Record<string, string>>;
};

/** The same with the edits over it. Of the sheet only what the list needs is put together: reading it whole takes longer. */
function seenFacts(
  raw: Raw,
  codes: Readonly<Record<string, string>>,
  { edits, parts }: { readonly edits: readonly PendingEdit[]; readonly parts: StandingParts },
): Seen {
  const sheet: Partial<Record<FieldName, FieldValue>> = {
    model: raw.model,
    enabled: raw.enabled !== 0,
    price: raw.price_e4,
    // Whether there is a picture is all that counts here.
    images: raw.image === 0 ? [] : ['shop'],
    [`name:${parts.language}`]: raw.title,
    ...(raw.sheet_quantity === null ? {} : { quantity: raw.sheet_quantity }),
  };
  // A code that the product has no value for yet is not among those that were read.
  for (const { field } of edits) if (field.startsWith('code:')) sheet[field] = '';
  for (const [source, code] of Object.entries(codes)) sheet[`code:${source}`] = code;
  const seen = effectiveSheet(
    sheet,
    edits.filter(({ field }) => Object.hasOwn(sheet, field)),
  );
  const { images } = seen;
  return {
    title: textOf(seen, `name:${parts.language}`),
    model: textOf(seen, 'model'),
    priceE4: Number(seen.price),
    enabled: seen.enabled === true,
    quantity: typeof seen.quantity === 'number' ? seen.quantity : null,
    barcode: hasBarcode(raw, seen, { edits, parts }),
    image: Array.isArray(images) && images.length > 0,
    codes: Object.fromEntries(
      Object.entries(seen).filter(
        (entry): entry is [string, string] => entry[0].startsWith('code:') && typeof entry[1] === 'string',
      ),
    ),
  };
}

/** An edit of the product's own code tells of its one variant; of several it tells nothing. */
function hasBarcode(
  raw: Raw,
  seen: ProductSheet,
  { edits, parts }: { readonly edits: readonly PendingEdit[]; readonly parts: StandingParts },
): boolean {
  const field = barcodeField(parts.barcodeSource);
  const isEdited = raw.variants === 1 && edits.some((edit) => edit.field === field);
  return field !== null && isEdited ? normaliseCode(textOf(seen, field)) !== '' : raw.without_barcode === 0;
}

/** The field in which a product's own barcode is kept. */
export function barcodeField(source: string | null): FieldName | null {
  if (source === null) return null;
  return source === 'model' ? 'model' : `code:${source}`;
}

function textOf(sheet: ProductSheet, field: FieldName): string {
  const value = sheet[field];
  return typeof value === 'string' ? value : '';
}

function countStates(edits: readonly PendingEdit[]): Record<PendingState, number> {
  const counts = { pending: 0, conflict: 0, refused: 0 };
  for (const { state } of edits) counts[state] += 1;
  return counts;
}

function lostStanding(productId: string, edits: readonly PendingEdit[]): ProductStanding {
  return {
    productId,
    living: false,
    title: '',
    model: '',
    quantity: 0,
    priceE4: 0,
    modifiedAt: 0,
    enabled: false,
    barcode: false,
    image: false,
    listed: false,
    edits: countStates(edits),
    searchKey: foldKey(`p${productId}`),
  };
}

import { isRecord, type AmazonWorld } from './world.ts';
import type { Attributes, Change, Issue, Listing, Patch } from './state.ts';

/** Applies what is due, always in the order of acceptance. */
export function applyDue(world: AmazonWorld): void {
  const now = world.now();
  const due = world.state.submissions.filter(({ applyAt }) => applyAt <= now);
  if (due.length === 0) return;
  world.state.submissions = world.state.submissions.filter(({ applyAt }) => applyAt > now);
  for (const { sku, change } of due) applyChange(world, sku, change);
}

export function queueChange(world: AmazonWorld, sku: string, change: Change): void {
  world.state.submissions.push({ sku, change, applyAt: world.now() + world.rules().applyDelayMs });
}

function applyChange(world: AmazonWorld, sku: string, change: Change): void {
  const { listings } = world.state;
  const now = world.now();
  if (change.kind === 'delete') {
    delete listings[sku];
    return;
  }
  const standing = listings[sku];
  if (change.kind === 'put') {
    const { attributes, productType } = change;
    const asin = textIn(attributes, 'merchant_suggested_asin') || standing?.asin || inventAsin(world);
    listings[sku] = {
      sku,
      asin,
      productType,
      attributes,
      createdAt: standing?.createdAt ?? now,
      updatedAt: now,
      issues: [],
    };
    return;
  }
  if (!standing) return;
  for (const patch of change.patches) standing.attributes = patched(standing.attributes, patch);
  standing.updatedAt = now;
}

function patched(attributes: Attributes, { op, path, value }: Patch): Attributes {
  const name = path.replace('/attributes/', '');
  if (op === 'delete') {
    const { [name]: _gone, ...rest } = attributes;
    return rest;
  }
  if (op !== 'merge') return { ...attributes, [name]: value };
  const standing = attributes[name] ?? [];
  const merged = standing.map((entry) => {
    const change = value.find((one) => sameSelectors(entry, one));
    return change ? { ...entry, ...change } : entry;
  });
  const added = value.filter((one) => !standing.some((entry) => sameSelectors(entry, one)));
  return { ...attributes, [name]: [...merged, ...added] };
}

const SELECTORS = ['marketplace_id', 'language_tag', 'currency', 'audience', 'fulfillment_channel_code'];

function sameSelectors(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): boolean {
  return SELECTORS.every((name) => one[name] === other[name]);
}

function inventAsin(world: AmazonWorld): string {
  return `B0${Math.floor(world.random.fraction() * 36 ** 8)
    .toString(36)
    .toUpperCase()
    .padStart(8, '0')}`;
}

/** What a submission's own answer says about it: errors refuse it as a whole. */
export function judgeChange(world: AmazonWorld, sku: string, change: Change): readonly Issue[] {
  if (change.kind === 'delete') return [];
  const standing = world.state.listings[sku];
  if (change.kind === 'patch') {
    if (!standing) return [issue('4000003', `SKU ${sku} is not in the account.`, [], [])];
    return change.patches.flatMap(judgePatch);
  }
  const { attributes, productType } = change;
  const offer = 'merchant_suggested_asin' in attributes;
  const needed = offer
    ? ['condition_type', 'purchasable_offer', 'fulfillment_availability']
    : ['item_name', 'brand', 'product_description', 'country_of_origin', 'main_product_image_locator'];
  const parent = textIn(attributes, 'parentage_level') === 'parent';
  const missing = needed.filter(
    (name) => !(attributes[name]?.length ?? 0) && !(parent && name === 'main_product_image_locator'),
  );
  return [
    ...(!offer && productType === 'PRODUCT'
      ? [
          issue(
            '90000900',
            'PRODUCT is not a type that a new product can have.',
            ['product_type'],
            ['INVALID_ATTRIBUTE'],
          ),
        ]
      : []),
    ...missing.map((name) =>
      issue('90220', `'${name}' is required but not supplied.`, [name], ['MISSING_ATTRIBUTE']),
    ),
    ...judgeFigures(attributes),
  ];
}

function judgePatch({ op, path, value }: Patch): readonly Issue[] {
  const name = /^\/attributes\/([a-z0-9_]+)$/.exec(path)?.[1];
  if (!['add', 'replace', 'merge', 'delete'].includes(op) || name === undefined)
    return [issue('4000001', `Invalid path provided in patch: ${path}`, [], ['INVALID_ATTRIBUTE'])];
  return op === 'delete' ? [] : judgeFigures({ [name]: value });
}

function judgeFigures(attributes: Attributes): readonly Issue[] {
  const issues: Issue[] = [];
  for (const entry of attributes['fulfillment_availability'] ?? []) {
    const { quantity } = entry;
    if (
      entry['fulfillment_channel_code'] === 'DEFAULT' &&
      (!Number.isInteger(quantity) || (quantity as number) < 0)
    )
      issues.push(
        issue(
          '90000900',
          'quantity must be a whole number.',
          ['fulfillment_availability'],
          ['INVALID_ATTRIBUTE'],
        ),
      );
  }
  for (const entry of attributes['purchasable_offer'] ?? []) {
    const price = priceIn(entry, 'our_price');
    const least = priceIn(entry, 'minimum_seller_allowed_price');
    if (price === null)
      issues.push(
        issue(
          '99022',
          "The field 'our_price' does not have enough values. The required minimum is '1' value(s).",
          ['purchasable_offer'],
          ['MISSING_PRICE'],
        ),
      );
    else if (price <= 0)
      issues.push(
        issue('90000900', 'The price must be above zero.', ['purchasable_offer'], ['INVALID_PRICE']),
      );
    else if (least !== null && least > price)
      issues.push(
        issue(
          '18155',
          "The 'minimum price' is greater than the selling price (excluding shipping) for the listing.",
          ['purchasable_offer'],
          ['INVALID_PRICE'],
        ),
      );
  }
  return issues;
}

export function issue(
  code: string,
  message: string,
  attributeNames: readonly string[],
  categories: readonly string[],
): Issue {
  return { code, message, severity: 'ERROR', attributeNames, categories };
}

export function priceIn(entry: Readonly<Record<string, unknown>>, name: string): number | null {
  const list = entry[name];
  const first: unknown = Array.isArray(list) ? list[0] : null;
  const schedule = isRecord(first) ? first['schedule'] : null;
  const step: unknown = Array.isArray(schedule) ? schedule[0] : null;
  const value = isRecord(step) ? step['value_with_tax'] : null;
  return typeof value === 'number' ? value : null;
}

export function textIn(attributes: Attributes, name: string): string {
  const value = attributes[name]?.[0]?.['value'];
  return typeof value === 'string' ? value : '';
}

/** What buyers see of it. */
export function shelfOf(listing: Listing): {
  readonly quantity: number;
  readonly priceKurus: number;
  readonly own: boolean;
} {
  const entries = listing.attributes['fulfillment_availability'] ?? [];
  const own = entries.find((entry) => entry['fulfillment_channel_code'] === 'DEFAULT');
  const offer = (listing.attributes['purchasable_offer'] ?? []).find(
    (entry) => entry['audience'] === undefined || entry['audience'] === 'ALL',
  );
  return {
    quantity: own ? Number(own['quantity'] ?? 0) : (listing.fbaQuantity ?? 0),
    priceKurus: Math.round((offer ? (priceIn(offer, 'our_price') ?? 0) : 0) * 100),
    own: own !== undefined,
  };
}

/** Sets the own channel's stock as Amazon itself does when something is sold. */
export function setStock(listing: Listing, quantity: number): void {
  const entries = listing.attributes['fulfillment_availability'] ?? [];
  listing.attributes = {
    ...listing.attributes,
    fulfillment_availability: entries.map((entry) =>
      entry['fulfillment_channel_code'] === 'DEFAULT' ? { ...entry, quantity } : entry,
    ),
  };
}

type Rule = (value: unknown) => boolean;
type Fields = Readonly<Record<string, readonly [required: boolean, rule: Rule]>>;

const whole: Rule = (value) => typeof value === 'number' && Number.isInteger(value);
const text: Rule = (value) => typeof value === 'string' && value.trim() !== '';
const flag: Rule = (value) => typeof value === 'boolean';
const price: Rule = (value) =>
  typeof value === 'number' && value > 0 && /^\d+(\.\d{1,2})?$/.test(JSON.stringify(value));
const oneOf =
  (...values: readonly unknown[]): Rule =>
  (value) =>
    values.includes(value);
const orNull =
  (rule: Rule): Rule =>
  (value) =>
    value === null || rule(value);
const quantity: Rule = (value) => whole(value) && (value as number) >= 0 && (value as number) <= 999_999;
const listOf =
  (fields: Fields, least = 1): Rule =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.every((each) => judge(fields, each).length === 0);
const wholes: Rule = (value) => Array.isArray(value) && value.length > 0 && value.every(whole);

const VAT = oneOf(0, 1, 10, 20);
const ATTRIBUTES: Rule = (value) =>
  listOf(
    {
      id: [true, whole],
      valueId: [true, orNull(whole)],
      customValue: [true, orNull(text)],
    },
    0,
  )(value) &&
  // Exactly one of the two (TASK_ERR_001).
  (value as readonly Record<string, unknown>[]).every(
    ({ valueId, customValue }) => (valueId === null) !== (customValue === null),
  );

/** Rows of the product tasks (sheet §6.2 to §6.5). */
const ROWS: Readonly<Record<string, Fields>> = {
  'product-create': {
    title: [true, (value) => text(value) && (value as string).length >= 15],
    description: [true, text],
    categoryId: [true, whole],
    currencyType: [true, oneOf('TL')],
    productMainId: [true, text],
    preparingDay: [true, whole],
    shipmentTemplate: [true, text],
    maxPurchaseQuantity: [false, whole],
    stockCode: [true, text],
    catalogId: [false, orNull(whole)],
    barcode: [false, orNull(text)],
    quantity: [true, quantity],
    images: [
      true,
      listOf({ url: [true, (value) => String(value).startsWith('https:')], order: [true, whole] }),
    ],
    attributes: [true, ATTRIBUTES],
    salePrice: [true, price],
    listPrice: [true, price],
    vatRate: [true, VAT],
  },
  'price-stock-update': {
    stockCode: [true, text],
    listPrice: [false, price],
    salePrice: [false, price],
    quantity: [false, quantity],
    currencyType: [false, oneOf('TL')],
  },
  'product-update': {
    stockCode: [true, text],
    status: [false, oneOf('Active', 'Suspended')],
    preparingDay: [false, whole],
    shipmentTemplate: [false, text],
    currencyType: [false, oneOf('TL')],
    deleteProductMainId: [false, flag],
    productMainId: [false, text],
    deleteMaxPurchaseQuantity: [false, flag],
    maxPurchaseQuantity: [false, whole],
    description: [false, text],
    vatRate: [true, VAT],
    attributes: [false, ATTRIBUTES],
  },
  'product-delete': { stockCode: [true, text] },
};

const LINES = { orderLineId: [true, whole], quantities: [true, whole] } as const satisfies Fields;

/** Bodies of all other writes (sheet §6.6 and §7.3 to §7.6). */
const BODIES: Readonly<Record<string, Fields>> = {
  '/ms/product/task-details/page-query': {
    taskId: [true, whole],
    pageable: [
      true,
      (value) =>
        judge(
          { page: [true, whole], size: [true, (size) => whole(size) && (size as number) <= 1_000] },
          value,
        ).length === 0,
    ],
  },
  '/rest/order/v1/update': {
    lines: [true, listOf({ lineId: [true, whole] })],
    status: [true, oneOf('Picking')],
  },
  '/rest/delivery/v1/splitCombinePackage': { splitGroups: [true, listOf({ orderLineIds: [true, wholes] })] },
  '/rest/delivery/v1/splitPackageByQuantity': {
    splitPackages: [true, listOf({ packageDetails: [true, listOf(LINES)] })],
    cancelledItems: [
      true,
      listOf(
        {
          orderLineId: [true, whole],
          quantity: [true, whole],
          cancelReasonId: [true, oneOf(61, 62, 63, 64, 65)],
        },
        0,
      ),
    ],
  },
  '/rest/order/v1/labor-costs': {
    laborCostDetails: [
      true,
      listOf({
        orderLineId: [true, whole],
        totalLaborCostExcludingVAT: [true, price],
        laborVatRate: [true, VAT],
      }),
    ],
  },
  '/rest/delivery/v1/collectionRequest': {
    collectionRequestDetails: [
      true,
      listOf({
        id: [true, text],
        orderLineId: [true, whole],
        boxQuantity: [true, whole],
        desi: [true, (value) => typeof value === 'number'],
        shipmentCompany: [true, oneOf('HLZ', 'CEVA', 'BL')],
      }),
    ],
  },
};

/** What is wrong with a JSON body by the sheet: unknown, missing and mistyped fields, each by its name. */
export function judgeJson(path: string, body: string): readonly string[] {
  const parsed: unknown = JSON.parse(body);
  const task = /\/tasks\/([\w-]+)$/.exec(path)?.[1];
  if (task === undefined) return judge(BODIES[path]!, parsed);
  const payload = judge({ payload: [true, (value) => typeof value === 'object'] }, parsed);
  if (payload.length > 0) return payload;
  const inner = (parsed as { payload: Record<string, unknown> }).payload;
  const skus = inner['skus'];
  const faults = judge({ integrator: [true, text], skus: [true, Array.isArray] }, inner);
  if (!Array.isArray(skus)) return faults;
  if (skus.length > 1_000) return [...faults, 'more than 1000 rows'];
  return [...faults, ...skus.flatMap((row) => [...judge(ROWS[task]!, row), ...judgePrices(row)])];
}

function judgePrices({ salePrice, listPrice }: Readonly<Record<string, unknown>>): readonly string[] {
  if ((salePrice === undefined) !== (listPrice === undefined)) return ['one price alone'];
  return Number(salePrice ?? 0) > Number(listPrice ?? 0) ? ['listPrice below salePrice'] : [];
}

function judge(fields: Fields, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['not an object'];
  const given = value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
  const wrong = Object.entries(fields).flatMap(([name, [required, rule]]) => {
    if (given[name] === undefined) return required ? [`${name} is missing`] : [];
    return rule(given[name]) ? [] : [`${name}: ${JSON.stringify(given[name])}`];
  });
  return [...unknown.map((name) => `unknown ${name}`), ...wrong];
}

/** A product type in Amazon's manner: closed elements, selectors through definitions, texts that look like numbers. */
const closed = (properties: object, required: readonly string[]): object => ({
  type: 'array',
  minItems: 1,
  maxUniqueItems: 1,
  selectors: ['marketplace_id'],
  items: { type: 'object', required, properties, additionalProperties: false },
});
const SHOP = { $ref: '#/$defs/marketplace_id' };
const LANGUAGE = { $ref: '#/$defs/language_tag' };
const text = (): object =>
  closed({ value: { type: 'string', maxLength: 200 }, language_tag: LANGUAGE, marketplace_id: SHOP }, [
    'value',
    'language_tag',
    'marketplace_id',
  ]);
const plain = (value: object): object => closed({ value, marketplace_id: SHOP }, ['value', 'marketplace_id']);
const picture = closed({ media_location: { type: 'string' }, marketplace_id: SHOP }, [
  'media_location',
  'marketplace_id',
]);

export const SHIRT_SCHEMA = {
  $schema: 'https://schemas.amazon.com/selling-partners/definitions/product-types/meta-schema/v1',
  $defs: {
    marketplace_id: { type: 'string' },
    language_tag: { type: 'string', enum: ['tr_TR', 'en_US'] },
  },
  type: 'object',
  required: ['item_name', 'brand', 'product_description', 'model_number', 'list_price', 'country_of_origin'],
  properties: {
    item_name: { ...text(), title: 'Ürün adı' },
    brand: text(),
    product_description: text(),
    country_of_origin: plain({ type: 'string' }),
    externally_assigned_product_identifier: closed(
      {
        type: { type: 'string', enum: ['ean', 'upc', 'gtin'] },
        value: { type: 'string' },
        marketplace_id: SHOP,
      },
      ['type', 'value', 'marketplace_id'],
    ),
    condition_type: plain({ type: 'string' }),
    main_product_image_locator: picture,
    other_product_image_locator_1: picture,
    model_number: { ...plain({ type: 'string' }), title: 'Model numarası' },
    size: { ...text(), title: 'Beden' },
    number_of_items: { ...plain({ type: 'integer' }), title: 'Adet' },
    batteries_required: { ...plain({ type: 'boolean' }), title: 'Pil gerekir mi?' },
    closure: {
      ...closed(
        {
          type: {
            type: 'array',
            title: 'Tür',
            items: {
              type: 'object',
              required: ['value', 'language_tag'],
              properties: { value: { type: 'string' }, language_tag: LANGUAGE },
              additionalProperties: false,
            },
          },
          marketplace_id: SHOP,
        },
        ['type', 'marketplace_id'],
      ),
      title: 'Kapama',
    },
    list_price: closed(
      { currency: { type: 'string' }, value_with_tax: { type: 'number' }, marketplace_id: SHOP },
      ['currency', 'value_with_tax', 'marketplace_id'],
    ),
    purchasable_offer: { type: 'array', items: { type: 'object' } },
    fulfillment_availability: { type: 'array', items: { type: 'object' } },
  },
} as const;

type Node = Readonly<Record<string, unknown>>;
const nodeOf = (value: unknown): Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};

/** What of the attributes is not as the schema has it: `name: what`. `whole` asks for the required ones, too. */
export function schemaFaults(attributes: Node, whole: boolean): readonly string[] {
  const missing = whole ? SHIRT_SCHEMA.required.filter((name) => !(name in attributes)) : [];
  return [
    ...missing.map((name) => `${name}: is required but not supplied`),
    ...Object.entries(attributes).flatMap(([name, value]) => {
      const known = nodeOf(SHIRT_SCHEMA.properties)[name];
      return known === undefined ? [`${name}: is not of this type`] : faults(nodeOf(known), value, name);
    }),
  ];
}

function faults(schema: Node, value: unknown, at: string): readonly string[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string')
    return faults(nodeOf(nodeOf(SHIRT_SCHEMA.$defs)[reference.replace('#/$defs/', '')]), value, at);
  const { type } = schema;
  const listed = schema['enum'];
  if (Array.isArray(listed) && !listed.includes(value)) return [`${at}: ${String(value)} is not listed`];
  if (type === 'string' && typeof value !== 'string') return [`${at}: not a text`];
  if (type === 'boolean' && typeof value !== 'boolean') return [`${at}: not a flag`];
  if (type === 'number' && typeof value !== 'number') return [`${at}: not a number`];
  if (type === 'integer' && !Number.isInteger(value)) return [`${at}: not a whole number`];
  if (type === 'array') {
    if (!Array.isArray(value) || value.length === 0) return [`${at}: not a list`];
    return value.flatMap((entry) => faults(nodeOf(schema['items']), entry, at));
  }
  if (type !== 'object') return [];
  const [fields, known] = [nodeOf(value), nodeOf(schema['properties'])];
  const required = Array.isArray(schema['required']) ? (schema['required'] as string[]) : [];
  const isClosed = schema['additionalProperties'] === false;
  return [
    ...required.filter((name) => !(name in fields)).map((name) => `${at}.${name}: missing`),
    ...Object.entries(fields).flatMap(([name, child]) => {
      if (name in known) return faults(nodeOf(known[name]), child, `${at}.${name}`);
      return isClosed ? [`${at}.${name}: not allowed`] : [];
    }),
  ];
}

import { z } from 'zod';
import { AmountE4, CurrencyCode, Identifier, Instant } from './basics.ts';
import { Problem } from './problem.ts';

/**
 * A way to the database through the hosting's SSH server (`ssh -L`), for hosts that keep their database port closed.
 * The secrets of the two ways not chosen are empty.
 */
export const SshTunnel = z.object({
  host: z.string().trim().min(1).max(255),
  port: z.int().min(1).max(65_535).default(22),
  user: z.string().min(1).max(128),
  login: z.enum(['password', 'key', 'agent']),
  password: z.string().max(512).default(''),
  /** Text of the private key (OpenSSH or PEM), and what opens it; empty when it is not locked. */
  privateKey: z.string().max(64_000).default(''),
  passphrase: z.string().max(512).default(''),
  /** Socket or Windows pipe of the SSH agent: what SSH_AUTH_SOCK names. */
  agentSocket: z.string().max(1024).nullable().default(null),
  /** Fingerprint of the server's key as `ssh-keygen -l` prints it. Null: whichever key is met first is pinned. */
  hostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}$/)
    .nullable()
    .default(null),
});
export type SshTunnel = z.infer<typeof SshTunnel>;

/** Where the shop's database is. `prefix: null` means "find it". */
export const MysqlConnection = z.object({
  kind: z.literal('mysql'),
  host: z.string().trim().min(1).max(255),
  port: z.int().min(1).max(65_535),
  user: z.string().min(1).max(128),
  password: z.string().max(512),
  database: z.string().min(1).max(64),
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9_]{0,20}$/)
    .nullable(),
  /** Named consent to an unencrypted connection beyond this computer. Never needed for loopback. */
  acceptPlaintext: z.boolean(),
  /** PEM text of the hosting's own certificate authority, when it is none that this computer knows. */
  certificateAuthority: z.string().max(64_000).nullable(),
  /** Host and port above are then as the SSH server sees them. Absent or null: straight to the database. */
  tunnel: SshTunnel.nullish(),
});
export type MysqlConnection = z.infer<typeof MysqlConnection>;

export const StoreConnection = z.discriminatedUnion('kind', [
  MysqlConnection,
  z.object({ kind: z.literal('sample') }),
]);
export type StoreConnection = z.infer<typeof StoreConnection>;

export const StoreGeneration = z.enum(['2.3', '3.0', '4.0', '4.1', 'sample']);
export type StoreGeneration = z.infer<typeof StoreGeneration>;

/** One shop found in the database, by the prefix of its tables. */
export const ShopCandidate = z.object({
  prefix: z.string(),
  shopName: z.string(),
  products: z.int(),
  newestOrderAt: z.string().nullable(),
});
export type ShopCandidate = z.infer<typeof ShopCandidate>;

/** How well a column would serve as the barcode (or stock code): measured on the shop's own rows. */
export const CodeSource = z.object({
  /**
   * `model`, `sku`, `ean` …, or `code:EAN` for a row kind of 4.1's product_code. Of option values: `option:sku` for a
   * column, `related:sku` for a column of an extension's table of combinations.
   */
  source: z.string(),
  filled: z.int(),
  distinct: z.int(),
  /** Values with a valid GTIN check digit. */
  validGtin: z.int(),
});
export type CodeSource = z.infer<typeof CodeSource>;

/**
 * What the database account needs for one thing this program does: `read` the shop, write `orders` into it, `edit` its
 * products, look among its `customers` (needed only where {@link StoreSettings} says so). Empty `missing`: it can be done.
 */
export const StoreRights = z.object({
  feature: z.enum(['read', 'orders', 'edit', 'customers']),
  /** GRANT statements, ready to paste. */
  statements: z.array(z.string()),
  missing: z.array(z.string()),
});
export type StoreRights = z.infer<typeof StoreRights>;

/**
 * A field of the merchant's own on OpenCart's account (`account`) or address (`address`) form. Only those of `type` `text`
 * or `textarea` can hold what a marketplace says.
 */
export const CustomField = z.object({
  fieldId: Identifier,
  name: z.string(),
  location: z.enum(['account', 'address']),
  type: z.string(),
});
export type CustomField = z.infer<typeof CustomField>;

/** A store of the shop. Store `0` is the default one; the others share its products by choice. */
export const ShopStore = z.object({
  storeId: Identifier,
  name: z.string(),
  /** Null where the database does not say: store 0's address is in OpenCart's own files. */
  url: z.string().nullable(),
  currency: CurrencyCode,
  customerGroupId: Identifier,
});
export type ShopStore = z.infer<typeof ShopStore>;

/** A row of the shop's currency table: `value` is how much of it one unit of the shop's own currency is, eight decimals. */
export const ShopCurrency = z.object({ currency: CurrencyCode, value: z.string() });
export type ShopCurrency = z.infer<typeof ShopCurrency>;

/** One of the shop's tables: how it takes writes, and which letters it can hold and how it sorts them. */
export const ShopTable = z.object({
  name: z.string(),
  engine: z.string(),
  /** The table's own; `charsets` are those that its text columns really have. */
  collation: z.string(),
  charsets: z.array(z.string()),
});
export type ShopTable = z.infer<typeof ShopTable>;

/** The four forms of the shop's own API, by the version that introduced them. */
export const ShopApiProtocol = z.enum(['2.3', '3.0', '4.0', '4.1']);
export type ShopApiProtocol = z.infer<typeof ShopApiProtocol>;

/** What was found by looking at the database, before anything is kept. */
export const StoreReport = z.object({
  kind: z.enum(['mysql', 'sample']),
  serverVersion: z.string(),
  encrypted: z.boolean(),
  /** Fingerprint of the SSH server's key, when there is a tunnel. Connecting the shop pins it. */
  tunnelHostKey: z.string().optional(),
  prefix: z.string(),
  candidates: z.array(ShopCandidate),
  generation: StoreGeneration,
  transactional: z.boolean(),
  engines: z.record(z.string(), z.int()),
  /** Empty in a report kept by an older version, and for the sample shop. See `shop-table-findings.ts`. */
  tables: z.array(ShopTable).default([]),
  shopName: z.string(),
  currency: CurrencyCode,
  language: z.string(),
  languages: z.array(z.string()),
  timeZoneOffsetMinutes: z.int(),
  products: z.int(),
  /** Whether the shop's own tax rows make its prices net, or they already hold the tax. */
  pricesIncludeTax: z.boolean(),
  codeSources: z.array(CodeSource),
  proposedBarcodeSource: z.string().nullable(),
  proposedStockCodeSource: z.string().nullable(),
  /** How many option values there are, and which source of codes suits them; null where none does. */
  optionValues: z.int().default(0),
  proposedOptionBarcodeSource: z.string().nullable().default(null),
  proposedOptionStockCodeSource: z.string().nullable().default(null),
  /** What channels can choose from. Empty in a report kept by an older version. */
  stores: z.array(ShopStore).default([]),
  customerGroups: z.array(z.object({ customerGroupId: Identifier, name: z.string() })).default([]),
  currencies: z.array(ShopCurrency).default([]),
  orderStatuses: z.array(z.object({ statusId: Identifier, name: z.string(), holdsStock: z.boolean() })),
  /** How the shop's own API is spoken to; null where that was never tried (4.0.0 to 4.0.1, 4.1.0.0 to 4.1.0.3). */
  shopApi: ShopApiProtocol.nullable().default(null),
  /** Empty where the shop has none, or its account may not see them. */
  customFields: z.array(CustomField).default([]),
  /** The fields whose names say that they hold a buyer's tax number and tax office. */
  proposedTaxNumberFieldId: Identifier.nullable().default(null),
  proposedTaxOfficeFieldId: Identifier.nullable().default(null),
  /** GRANT statements for what this program does, ready to paste; and what the account lacks or has too much of. */
  grantStatements: z.array(z.string()),
  missingRights: z.array(z.string()),
  excessRights: z.array(z.string()),
  /** The same rights by feature; empty where none are needed (sample shop) and in a report kept by an older version. */
  rights: z.array(StoreRights).default([]),
  warnings: z.array(Problem),
});
export type StoreReport = z.infer<typeof StoreReport>;

/**
 * Which status the shop's order gets when the marketplace says so; null leaves the shop's order as it is. While goods are
 * on their way the status must hold stock; coming back, it may give it back.
 */
export const StatusMap = z.object({
  picking: Identifier.nullable(),
  invoiced: Identifier.nullable(),
  shipped: Identifier.nullable(),
  delivered: Identifier.nullable(),
  returned: Identifier.nullable(),
  undelivered: Identifier.nullable(),
});
export type StatusMap = z.infer<typeof StatusMap>;

/** Statuses that, set by the merchant in OpenCart, are told to the marketplace. */
export const ShopTells = z.object({ picking: Identifier.nullable(), invoiced: Identifier.nullable() });
export type ShopTells = z.infer<typeof ShopTells>;

const READING = {
  barcodeSource: z.string().nullable(),
  stockCodeSource: z.string().nullable(),
  /** The same for option values, of which core has no codes. Absent or null: the products' source, where values have it too. */
  optionBarcodeSource: z.string().nullish(),
  optionStockCodeSource: z.string().nullish(),
  pricesIncludeTax: z.boolean(),
  /** Order status an imported order gets; must be one that holds stock. */
  newOrderStatusId: Identifier,
  cancelledOrderStatusId: Identifier,
};

/** Where the shop's own API is (OpenCart: System > Users > API). Its key is sealed and never comes back. */
export const ShopApi = z.object({
  /** Address of the shop's front page; `https`, unless it is on this computer. */
  url: z.url({ protocol: /^https?$/ }).max(500),
  /** Empty in 2.3, which knows only a key. */
  username: z.string().trim().max(64),
});
export type ShopApi = z.infer<typeof ShopApi>;

const ORDERS = {
  /**
   * `match`: an order is its customer's where exactly one account has the buyer's e-mail, else the telephone. No account
   * is made or changed. `guest`: every buyer is a guest.
   */
  buyers: z.enum(['guest', 'match']),
  /** Custom fields that hold a company's tax number and tax office; null: they stand beside the company's name. */
  taxNumberFieldId: Identifier.nullable(),
  taxOfficeFieldId: Identifier.nullable(),
  statusMap: StatusMap,
  shopTells: ShopTells,
  /** What the marketplace said before this instant (epoch milliseconds) moves no status: set when the mapping changes. */
  statusMapSince: z.int().nonnegative(),
  /**
   * How a new order gets its status and takes its stock: by one statement in the `database`, or by the shop's own API, so
   * that OpenCart mails and its extensions hear of it.
   */
  orderPath: z.enum(['database', 'shop-api']),
  shopApi: ShopApi.nullable(),
};

/** What a shop does with orders until the merchant decides otherwise. */
export const DEFAULT_ORDER_SETTINGS = {
  buyers: 'guest',
  taxNumberFieldId: null,
  taxOfficeFieldId: null,
  statusMap: {
    picking: null,
    invoiced: null,
    shipped: null,
    delivered: null,
    returned: null,
    undelivered: null,
  },
  shopTells: { picking: null, invoiced: null },
  statusMapSince: 0,
  orderPath: 'database',
  shopApi: null,
} as const satisfies z.infer<z.ZodObject<typeof ORDERS>>;

/**
 * What the merchant decides about the shop. Proposed from the report, changeable later. What came in a later version has
 * a default, so that the settings which an older one kept still parse.
 */
export const StoreSettings = z.object({
  ...READING,
  buyers: ORDERS.buyers.default(DEFAULT_ORDER_SETTINGS.buyers),
  taxNumberFieldId: ORDERS.taxNumberFieldId.default(null),
  taxOfficeFieldId: ORDERS.taxOfficeFieldId.default(null),
  statusMap: ORDERS.statusMap.default(DEFAULT_ORDER_SETTINGS.statusMap),
  shopTells: ORDERS.shopTells.default(DEFAULT_ORDER_SETTINGS.shopTells),
  statusMapSince: ORDERS.statusMapSince.default(0),
  orderPath: ORDERS.orderPath.default('database'),
  shopApi: ORDERS.shopApi.default(null),
});
export type StoreSettings = z.infer<typeof StoreSettings>;

/** Some of the settings; the others are proposed from the report, or stay. */
export const StoreSettingsWish = z.object({ ...READING, ...ORDERS }).partial();
export type StoreSettingsWish = z.infer<typeof StoreSettingsWish>;

export const StoreState = z.object({
  connected: z.boolean(),
  /** What may be shown of the connection: never the password. */
  address: z.string().nullable(),
  report: StoreReport.nullable(),
  settings: StoreSettings.nullable(),
  lastRead: z
    .object({
      at: Instant,
      durationMs: z.int(),
      products: z.int(),
      variants: z.int(),
      changed: z.int(),
    })
    .nullable(),
  /** Set while the shop cannot be reached; everything stays readable and editable. */
  problem: Problem.nullable(),
});
export type StoreState = z.infer<typeof StoreState>;

/** A sellable thing of the shop: a product, or one combination of a product's options. */
export const StoreVariant = z.object({
  variantId: Identifier,
  productId: Identifier,
  title: z.string(),
  optionText: z.string(),
  barcode: z.string(),
  stockCode: z.string(),
  model: z.string(),
  quantity: z.int(),
  /** What a buyer pays in the shop, tax included, in the shop's currency. Null when it cannot be known. */
  priceE4: AmountE4.nullable(),
  /** The price before a special, when one is running. */
  listPriceE4: AmountE4.nullable(),
  currency: CurrencyCode,
  imageUrl: z.string().nullable(),
  enabled: z.boolean(),
  dirt: z.array(
    z.enum(['no-barcode', 'duplicate-barcode', 'bad-barcode', 'no-price', 'long-title', 'no-image']),
  ),
});
export type StoreVariant = z.infer<typeof StoreVariant>;

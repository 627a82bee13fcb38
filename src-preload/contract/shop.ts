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
  /** `model`, `sku`, `ean` …, or `code:EAN` for a row kind of 4.1's product_code. */
  source: z.string(),
  filled: z.int(),
  distinct: z.int(),
  /** Values with a valid GTIN check digit. */
  validGtin: z.int(),
});
export type CodeSource = z.infer<typeof CodeSource>;

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
  orderStatuses: z.array(z.object({ statusId: Identifier, name: z.string(), holdsStock: z.boolean() })),
  /** GRANT statements for what this program does, ready to paste; and what the account lacks or has too much of. */
  grantStatements: z.array(z.string()),
  missingRights: z.array(z.string()),
  excessRights: z.array(z.string()),
  warnings: z.array(Problem),
});
export type StoreReport = z.infer<typeof StoreReport>;

/** What the merchant decides about the shop. Proposed from the report, changeable later. */
export const StoreSettings = z.object({
  barcodeSource: z.string().nullable(),
  stockCodeSource: z.string().nullable(),
  pricesIncludeTax: z.boolean(),
  /** Order status an imported order gets; must be one that holds stock. */
  newOrderStatusId: Identifier,
  cancelledOrderStatusId: Identifier,
});
export type StoreSettings = z.infer<typeof StoreSettings>;

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

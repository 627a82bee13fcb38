import type { Effect } from '../../gateway/port.ts';
import type { EndpointManifest } from '../kit/port.ts';

type Facts = readonly [effect: Effect, tr: string, en: string];

/** Operations in use, by the names that the SOAP services have for them (sheet §5 to §7). */
const FACTS = {
  getCategories: ['read', 'Kategoriler', 'Categories'],
  getCategorySpecs: ['read', 'Kategori özellikleri', 'Specs of a category'],
  getCategoryVariantSpecs: ['read', 'Kategorinin varyant özellikleri', 'Variant specs of a category'],
  getRequiredCategorySpecs: ['read', 'Kategorinin zorunlu özellikleri', 'Required specs of a category'],
  getProduct: ['read', 'Tek ürün', 'One product'],
  getProducts: ['read', 'Ürünler', 'Products'],
  getProductVariants: ['read', 'Ürünün varyantları', 'Variants of a product'],
  getStockAndPrice: ['read', 'Stok ve fiyat okuma', 'Reading stock and prices'],
  insertAndActivateProduct: ['creation', 'Ürün açma', 'Creating products'],
  updateProduct: ['absolute-write', 'Ürün içeriğini güncelleme', 'Updating the content of products'],
  updatePrice: ['absolute-write', 'Fiyat gönderme', 'Sending prices'],
  updateMarketPrice: ['absolute-write', 'Piyasa fiyatı gönderme', 'Sending list prices'],
  updateStock: ['absolute-write', 'Stok gönderme', 'Sending stock'],
  updateStockAndActivateProduct: [
    'absolute-write',
    'Stok gönderip yeniden satışa açma',
    'Sending stock and putting back on sale',
  ],
  updateVariantStock: ['absolute-write', 'Varyant stoku gönderme', 'Sending the stock of a variant'],
  finishEarlyProducts: ['absolute-write', 'Satışı erken bitirme', 'Ending listings'],
  relistProducts: ['creation', 'Yeniden listeleme', 'Relisting'],
  deleteProducts: ['absolute-write', 'Ürün silme', 'Deleting products'],
  getPagedSales: ['read', 'Satışlar', 'Sales'],
  getSale: ['read', 'Tek satış', 'One sale'],
  getReasonsToCancelSale: ['read', 'İptal nedenleri', 'Reasons to cancel'],
  cancelSale: ['acknowledgement', 'Satış iptali', 'Cancelling a sale'],
  giveApprovalForRemandedItem: ['acknowledgement', 'İadeyi onaylama', 'Approving a return'],
  getCargoCompany: ['read', 'Kargo firmaları', 'Cargo companies'],
  sendCargoInformation: ['acknowledgement', 'Kargo bilgisi gönderme', 'Sending cargo information'],
} as const satisfies Record<string, Facts>;

export type GittiGidiyorEndpoint = keyof typeof FACTS;

/**
 * No limit was ever documented (sheet §12): five requests a second for the whole account is this program's own restraint.
 */
const OWN_PACE = [{ requests: 5, perMs: 1_000, group: 'account' }] as const;

export const gittigidiyorEndpoints = Object.fromEntries(
  Object.entries(FACTS).map(([endpoint, [effect, tr, en]]) => [
    endpoint,
    { label: { tr, en }, effect, timeoutMs: 30_000, limits: OWN_PACE },
  ]),
  // Object.fromEntries forgets the key type that Object.entries was given.
) as unknown as Readonly<Record<GittiGidiyorEndpoint, EndpointManifest>>;

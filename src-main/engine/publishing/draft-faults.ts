import type { Bilingual } from '#contract/basics.ts';
import type { PublishAction, PublishFault } from '#contract/publishing.ts';

function error(field: string, tr: string, en: string): PublishFault {
  return { field, message: { tr, en }, severity: 'error' };
}

/** What a listing has to be for an action, said of one that is not. */
const OTHER_STATE: Readonly<Record<Exclude<PublishAction, 'create'>, readonly [tr: string, en: string]>> = {
  content: [
    'Arşivdeki listelemenin içeriği güncellenmez',
    'The content of an archived listing is not updated',
  ],
  archive: [
    'Bu listeleme arşivlenemez, zaten arşivde ya da satışta değil',
    'This listing can’t be archived: it is archived already or not on sale',
  ],
  unarchive: ['Bu listeleme arşivde değil', 'This listing is not archived'],
  delete: ['Bu listeleme silinemez', 'This listing can’t be deleted'],
  unlock: ['Bu listeleme kilitli değil', 'This listing is not locked'],
};

const STATE_TEXTS: Readonly<Record<string, Bilingual>> = {
  'on-sale': { tr: 'satışta', en: 'on sale' },
  'off-sale': { tr: 'satışta değil', en: 'off sale' },
  'waiting-approval': { tr: 'onay bekliyor', en: 'waiting for approval' },
  rejected: { tr: 'reddedildi', en: 'rejected' },
  locked: { tr: 'kilitli', en: 'locked' },
  archived: { tr: 'arşivde', en: 'archived' },
  other: { tr: 'başka bir durumda', en: 'in another state' },
};

/** Why a variant can't be put together as a listing at all, in the merchant's words: what happened and what to do. */
export const DRAFT_FAULTS = {
  notRead: () =>
    error(
      'product',
      'Ürünün ayrıntıları mağazadan henüz okunmadı. Eşitleyin, sonra yeniden deneyin.',
      'The product’s details were not read from the shop yet. Sync, then try again.',
    ),
  disabled: () =>
    error(
      'product',
      'Ürün mağazada satışta değil. Yayınlamak için önce mağazada açın.',
      'The product is not on sale in the shop. Enable it there before publishing it.',
    ),
  doubted: () =>
    error(
      'product',
      'Mağazanın son okuması kuşkulu (ürün kayboldu ya da stoğu inanılmaz arttı). Bir sonraki eşitlemeden sonra deneyin.',
      'The shop’s last reading is in doubt (the product vanished or its stock rose beyond belief). Try after the next sync.',
    ),
  noCategory: () =>
    error(
      'category',
      'Mağaza kategorisi eşlenmedi; ürün bekletiliyor. Eşleştirme ekranında bir pazaryeri kategorisi seçin.',
      'The shop’s category is not mapped, so the product is held back. Choose a category of the marketplace in the mapping.',
    ),
  severalCategories: (paths: string) =>
    error(
      'category',
      `Ürünün kategorileri farklı yerlere eşlendi (${paths}). Bu ürün için birini seçin.`,
      `The product’s categories are mapped to different places (${paths}). Choose one for this product.`,
    ),
  categoryUnusable: (path: string) =>
    error(
      'category',
      `“${path}” kategorisine artık ürün açılamıyor. Başka bir kategori eşleyin.`,
      `The category “${path}” no longer takes products. Map another one.`,
    ),
  attributesNotRead: () =>
    error(
      'attributes',
      'Kategorinin özellikleri pazaryerinden okunmadı. Katalogu yenileyin.',
      'What the category asks for was not read from the marketplace. Refresh the catalogue.',
    ),
  noBrand: (manufacturer: string) =>
    manufacturer === ''
      ? error(
          'brand',
          'Ürünün mağazada üreticisi yok. Üretici girin ya da bu ürün için bir marka seçin.',
          'The product has no manufacturer in the shop. Give it one, or choose a brand for this product.',
        )
      : error(
          'brand',
          `“${manufacturer}” markası eşlenmedi. Eşleştirme ekranında pazaryerinin markasını seçin.`,
          `The brand “${manufacturer}” is not mapped. Choose the marketplace’s brand in the mapping.`,
        ),
  variantsAlike: (names: string) => ({
    ...error(
      'attributes',
      `Varyantları birbirinden ayıran özelliklerin hiçbiri (${names}) mağazanın bir seçeneğinden gelmiyor; pazaryeri varyantları aynı ürün sanabilir. Birini seçenekle eşleyin.`,
      `None of what tells the variants apart (${names}) comes from an option of the shop; the marketplace may take the variants for one product. Map one of them to the option.`,
    ),
    severity: 'warning' as const,
  }),
  noStockCode: () =>
    error(
      'stockCode',
      'Ürünün stok kodu yok. Mağazada ya da Kodlar ekranında verin.',
      'The product has no stock code. Give it one in the shop or under Codes.',
    ),
  sharedStockCode: (code: string) =>
    error(
      'stockCode',
      `“${code}” stok kodunu birden çok ürün taşıyor. Her varyanta kendi kodunu verin.`,
      `The stock code “${code}” is carried by several products. Give each variant a code of its own.`,
    ),
  duplicateBarcode: (barcode: string) =>
    error(
      'barcode',
      `“${barcode}” barkodunu mağazada birden çok ürün taşıyor. Yanlış olanı düzeltin.`,
      `The barcode “${barcode}” is carried by several products of the shop. Correct the wrong one.`,
    ),
  noPrice: (reason: string) =>
    error(
      'price',
      `Ürünün satılabilir bir fiyatı yok (${reason}). Mağazadaki fiyatı ya da kanalın ayarını düzeltin.`,
      `The product has no price to sell at (${reason}). Correct its price in the shop or the channel’s settings.`,
    ),
  priceHeld: (guard: string) =>
    error(
      'price',
      `Fiyat bir korumaya takılıyor (${guard}). Kanalın kurallarını ya da fiyatı düzeltin.`,
      `A guard holds the price (${guard}). Correct the channel’s rules or the price.`,
    ),
  noVatRate: () =>
    error(
      'vatRate',
      'KDV oranı mağazadan anlaşılmıyor. Kanalın varsayılanını ya da ürünün kendi oranını girin.',
      'The shop does not tell the VAT rate. Give the channel’s default or the product’s own.',
    ),
  noImage: () =>
    error(
      'images',
      'Ürünün internetten açılabilen bir resmi yok. Mağazaya resim ekleyin ve mağazanın adresini kontrol edin.',
      'The product has no picture that can be opened over the internet. Add one in the shop and check the shop’s address.',
    ),
  valueNotMapped: (attributeId: string, attribute: string, value: string) =>
    error(
      `attributes.${attributeId}`,
      `“${attribute}” için mağazadaki “${value}” değeri eşlenmedi. Pazaryerinin listesinden bir değer seçin.`,
      `For “${attribute}”, the shop’s value “${value}” is not mapped. Choose a value of the marketplace’s list.`,
    ),
  valueGone: (attributeId: string, attribute: string, value: string) =>
    error(
      `attributes.${attributeId}`,
      `“${attribute}” için seçilen değer (${value}) pazaryerinin listesinde artık yok. Listeden yeni bir değer seçin.`,
      `The value chosen for “${attribute}” (${value}) is no longer on the marketplace’s list. Choose another one of the list.`,
    ),
  attributeMissing: (attributeId: string, attribute: string) =>
    error(
      `attributes.${attributeId}`,
      `Zorunlu “${attribute}” özelliği boş. Kaynağını eşleyin ya da bu ürün için bir değer girin.`,
      `The required attribute “${attribute}” is empty. Map where it comes from, or give this product a value.`,
    ),
  listedAlready: (externalId: string) =>
    error(
      'listing',
      `Bu ürün kanalda zaten var (${externalId}). Yeniden açılmaz; içeriğini güncelleyebilirsiniz.`,
      `The product is on the channel already (${externalId}). It is not created again; its content can be updated.`,
    ),
  beingCreated: () =>
    error(
      'listing',
      'Bu ürünün daha önceki yayını sonuçlanmadı. Bitmesini bekleyin.',
      'An earlier publishing of this product has not come to its end. Wait for it.',
    ),
  otherState: (action: Exclude<PublishAction, 'create'>, state: string) => {
    const [tr, en] = OTHER_STATE[action];
    return error(
      'listing',
      `${tr} (pazaryerindeki durumu: ${STATE_TEXTS[state]?.tr ?? state}). Listelemeleri yeniden okuyup bakın.`,
      `${en} (its state there: ${STATE_TEXTS[state]?.en ?? state}). Read the listings again and look.`,
    );
  },
  notListed: () =>
    error(
      'listing',
      'Bu ürün kanalda yok. Önce yayınlayın.',
      'The product is not on the channel. Publish it first.',
    ),
  codeNotKnown: (code: string) =>
    error(
      'stockCode',
      `“${code}” stok kodlu bir ürün yok.`,
      `There is no product with the stock code “${code}”.`,
    ),
} as const;

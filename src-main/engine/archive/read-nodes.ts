import { judgeGtin } from '#common/gtin.ts';
import { foldKey } from '#common/turkish-text.ts';
import { variantListingId } from '../marketplaces/gittigidiyor/listing-id.ts';
import {
  WireProduct,
  WireSale,
  WireStock,
  type WireVariantGroup,
} from '../marketplaces/gittigidiyor/wire.ts';
import { nodeAt, nodesAt, textAt } from '../marketplaces/gittigidiyor/xml-fields.ts';
import type { XmlNode } from '../marketplaces/kit/xml.ts';
import {
  invoiceOrNull,
  remark,
  type ListingRecord,
  type ReadArchive,
  type Remark,
  type SaleRecord,
} from './records.ts';

/**
 * Listings and sales wherever they stand in an answer that somebody kept: inside an envelope or not, of one product or of
 * many. What has a number and a product is a listing, what has a sale code and a product's name or price a sale.
 */
export function readNodes(root: XmlNode): ReadArchive {
  const listings: ListingRecord[] = [];
  const sales: SaleRecord[] = [];
  const remarks: Remark[] = [];
  const visit = (node: XmlNode): void => {
    if (typeof node === 'string') return;
    if (isSale(node)) return takeSale(node, sales, remarks);
    if (isListing(node)) return takeListing(node, listings, remarks);
    for (const value of Object.values(node)) {
      const children = Array.isArray(value) ? (value as readonly XmlNode[]) : [value as XmlNode];
      for (const child of children) visit(child);
    }
  };
  visit(root);
  return { listings, sales, remarks };
}

function isSale(node: XmlNode): boolean {
  return (
    textAt(node, 'saleCode') !== '' &&
    ['productTitle', 'price', 'amount'].some((name) => nodeAt(node, name) !== undefined)
  );
}

function isListing(node: XmlNode): boolean {
  if (textAt(node, 'productId') === '') return false;
  return textAt(node, 'title') !== '' || textAt(node, 'product', 'title') !== '';
}

function takeListing(node: XmlNode, listings: ListingRecord[], remarks: Remark[]): void {
  const productId = textAt(node, 'productId');
  const parsed = WireProduct.safeParse(nodeAt(node, 'product') ?? node);
  if (!parsed.success) {
    remarks.push(
      remark(productId, 'error', 'Ürün okunamadı; atlandı.', 'The product can’t be read; it was left out.'),
    );
    return;
  }
  const product = parsed.data;
  const inner = nodeAt(node, 'product') ?? node;
  const specs = nodesAt(inner, 'specs', 'spec').flatMap((spec) => {
    const name = textAt(spec, '@name') || textAt(spec, 'name');
    const value = textAt(spec, '@value') || textAt(spec, 'value');
    return name === '' || value === '' ? [] : [{ name, value }];
  });
  const itemId = textAt(node, 'itemId');
  const stock = WireStock.safeParse(node);
  const sold = stock.success ? (stock.data.soldItemCount ?? 0) : 0;
  const shared = {
    groupId: itemId || productId,
    title: product.title.trim(),
    subtitle: product.subtitle.trim(),
    description: product.description,
    category: product.categoryCode,
    brand: specs.find(({ name }) => foldKey(name) === 'marka')?.value ?? '',
    barcode: goodBarcode(productId, product.globalTradeItemNo, remarks),
    mpn: product.manufacturerPartNo.trim(),
    attributes: specs,
    images: product.photos.map(({ url }) => url).filter((url) => url !== ''),
    priceE4: product.buyNowPrice,
    listPriceE4: product.marketPrice,
    desi: Number(textAt(inner, 'cargoDetail', 'productPackageSize', 'desi')) || null,
    statusThen: textAt(node, 'status') || textAt(node, 'listingStatus'),
  };
  if (product.buyNowPrice === null && textAt(inner, 'buyNowPrice') !== '')
    remarks.push(
      remark(
        productId,
        'warning',
        'Fiyatı okunamadı; boş bırakıldı.',
        'Its price can’t be read and was left empty.',
      ),
    );
  const variants = variantRecords(productId, product.variantGroups);
  if (variants.length > 0)
    listings.push(
      ...variants.map((variant) => ({
        ...shared,
        ...variant,
        barcode: '',
        title: `${shared.title} ${variant.suffix}`.trim(),
        attributes: [...specs, ...variant.attributes],
      })),
    );
  else
    listings.push({
      ...shared,
      externalId: productId,
      ownCode: itemId,
      quantityThen: product.productCount === null ? null : Math.max(0, product.productCount - sold),
    });
}

function goodBarcode(place: string, text: string, remarks: Remark[]): string {
  const barcode = text.trim();
  const verdict = judgeGtin(barcode);
  if (verdict === 'valid' || verdict === 'empty') return barcode;
  remarks.push(
    remark(
      place,
      'warning',
      'Barkodu geçerli bir GTIN değil; alınmadı.',
      'Its barcode is no valid GTIN and was not taken.',
    ),
  );
  return '';
}

function variantRecords(productId: string, groups: readonly WireVariantGroup[]) {
  return groups.flatMap((group) =>
    group.variants.flatMap((variant) => {
      const variantId = variant['@variantId'];
      if (variantId === null) return [];
      const [axis = '', value = ''] = group['@alias'].split(':').map((part) => part.trim());
      const specs = variant.variantSpecs.map((spec) => ({ name: spec['@name'], value: spec['@value'] }));
      const attributes = [...(value === '' ? [] : [{ name: axis, value }]), ...specs].filter(
        (each) => each.value !== '',
      );
      return [
        {
          externalId: variantListingId(productId, variantId),
          ownCode: variant.stockCode.trim(),
          suffix: attributes.map((each) => each.value).join(' / '),
          attributes,
          quantityThen:
            variant.quantity === null ? null : Math.max(0, variant.quantity - (variant.soldCount ?? 0)),
        },
      ];
    }),
  );
}

function takeSale(node: XmlNode, sales: SaleRecord[], remarks: Remark[]): void {
  const saleCode = textAt(node, 'saleCode');
  const parsed = WireSale.safeParse(node);
  if (!parsed.success) {
    remarks.push(
      remark(saleCode, 'error', 'Satış okunamadı; atlandı.', 'The sale can’t be read; it was left out.'),
    );
    return;
  }
  const sale = parsed.data;
  if (sale.price === null)
    remarks.push(
      remark(
        saleCode,
        'warning',
        'Tutarı okunamadı; boş bırakıldı.',
        'Its amount can’t be read and was left empty.',
      ),
    );
  if (sale.endDate === null)
    remarks.push(
      remark(
        saleCode,
        'warning',
        'Tarihi okunamadı; boş bırakıldı.',
        'Its date can’t be read and was left empty.',
      ),
    );
  const { invoiceInfo, buyerInfo } = sale;
  const productId = sale.productId ?? '';
  sales.push({
    saleCode,
    together: sale.shippingInfo.combinedSaleCodes.flatMap((code) => (code === null ? [] : [code])),
    externalId: sale.variantId === null ? productId : variantListingId(productId, sale.variantId),
    ownCode: sale.itemId.trim(),
    title: sale.productTitle.trim(),
    amount: sale.amount,
    totalE4: sale.price,
    statusThen: sale.status,
    soldAtMs: sale.endDate ?? sale.lastActionDate,
    paidAtMs: sale.moneyDate,
    commissionPercentE4: sale.commissionRate,
    // An invoice goes to the invoice's address; the buyer's stands in only where there is none.
    invoice: invoiceOrNull({
      name: invoiceInfo.fullname || `${buyerInfo.name} ${buyerInfo.surname}`.trim(),
      company: invoiceInfo.companyTitle,
      taxOffice: invoiceInfo.taxOffice,
      taxNumber: invoiceInfo.taxNumber,
      identityNumber: invoiceInfo.tcCertificate,
      address: invoiceInfo.address || buyerInfo.address,
      district: invoiceInfo.district || buyerInfo.district,
      city: buyerInfo.city,
    }),
  });
}

import type { SampleProduct } from './sample-product.ts';

type Product = SampleProduct;

/** What real shops hold and a sync program must survive. Each kind hits the same products every time. */
export function addDirt(products: readonly SampleProduct[]): readonly SampleProduct[] {
  const plain = products
    .filter((product) => product.options.length === 0)
    .map((product) => product.productId);
  const dirt = new Map<number, (product: Product) => Product>();
  const soil = (count: number, start: number, change: (product: Product, nth: number) => Product): void => {
    for (let nth = 0; nth < count; nth += 1) {
      const at = start + nth * 29;
      const productId = plain[at % plain.length]!;
      const earlier = dirt.get(productId);
      dirt.set(productId, (product) => change(earlier ? earlier(product) : product, nth));
    }
  };
  const twins = plain.map((productId) => products.find((product) => product.productId === productId)!.ean);

  soil(12, 3, (product) => ({ ...product, ean: '' }));
  soil(2, 7, (product, nth) => ({ ...product, ean: ['YOK', '-'][nth]! }));
  soil(5, 11, (product, nth) => ({ ...product, ean: twins[(200 + nth * 13) % twins.length]! }));
  soil(3, 15, (product) => ({ ...product, ean: wrongCheckDigit(product.ean) }));
  soil(1, 16, (product) => ({ ...product, ean: '2.8E+12' }));
  soil(2, 19, (product) => ({ ...product, ean: ` ${product.ean}` }));
  soil(4, 22, (product) => ({ ...product, netPriceE4: 0, special: null }));
  soil(7, 25, (product) => ({ ...product, title: longTitle(product) }));
  soil(9, 6, (product) => ({ ...product, enabled: false }));
  soil(2, 9, (product, nth) => ({ ...product, quantity: -1 - nth }));
  soil(3, 27, (product) => ({ ...product, images: [] }));
  return products.map((product) => dirt.get(product.productId)?.(product) ?? product);
}

function wrongCheckDigit(code: string): string {
  return `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`;
}

function longTitle(product: Product): string {
  return `${product.title} – Kampanyalı Fiyat, Hızlı Kargo, Hediye Paketi Seçeneği, Orijinal Ürün Garantili, Fırsatı Kaçırmayın`;
}

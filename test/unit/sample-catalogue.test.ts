import { describe, expect, it } from 'vitest';
import { judgeGtin } from '#common/gtin.ts';
import { shownPicture } from '#common/sample-picture.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';

const products = sampleCatalogue();
const barcodes = products.flatMap((product) =>
  product.options.length > 0
    ? product.options.flatMap((option) => option.values.map((value) => value.ean))
    : [product.ean],
);

describe('the sample catalogue', () => {
  it('is the same shop every time', () => {
    expect(sampleCatalogue()).toEqual(products);
  });

  it('has at least 600 products with titles of their own', () => {
    expect(products.length).toBeGreaterThanOrEqual(600);
    expect(new Set(products.map((product) => product.title)).size).toBe(products.length);
    expect(new Set(products.map((product) => product.productId)).size).toBe(products.length);
  });

  it('writes every Turkish letter', () => {
    const text = products.map((product) => product.title + product.manufacturer).join('');
    for (const letter of 'çğıöşüÇİÖŞÜ') expect(text).toContain(letter);
  });

  it('means nobody’s product: barcodes are in GS1’s range for use inside one company', () => {
    for (const code of barcodes.filter((code) => judgeGtin(code) === 'valid'))
      expect(code.trim()).toMatch(/^2[0-9]/);
    expect(barcodes.filter((code) => judgeGtin(code) === 'valid').length).toBeGreaterThan(900);
  });

  it('holds the dirt that real shops hold', () => {
    const simple = products.filter((product) => product.options.length === 0);
    const codes = simple.map((product) => product.ean);
    expect(codes.filter((code) => code === '').length).toBeGreaterThanOrEqual(8);
    expect(codes.length - new Set(codes).size).toBeGreaterThanOrEqual(4);
    expect(codes.filter((code) => judgeGtin(code) === 'bad-check-digit').length).toBeGreaterThanOrEqual(2);
    expect(codes.filter((code) => judgeGtin(code) === 'not-a-gtin').length).toBeGreaterThanOrEqual(2);
    expect(products.filter((product) => product.netPriceE4 === 0).length).toBeGreaterThanOrEqual(3);
    expect(products.filter((product) => product.title.length > 100).length).toBeGreaterThanOrEqual(5);
    expect(products.filter((product) => product.images.length === 0).length).toBeGreaterThanOrEqual(1);
    expect(products.filter((product) => product.quantity < 0).length).toBeGreaterThanOrEqual(1);
  });

  it('gives every picture an address that marketplaces take, and shows it without a network', () => {
    const images = products.flatMap((product) => product.images);
    expect(new Set(images).size).toBe(images.length);
    for (const image of images) {
      expect(image).toMatch(/^https:\/\/ornek-magaza\.example\/image\/urun-\d+-[0-9a-f]{6}-[\w%]+\.jpg$/);
      expect(shownPicture(image)).toMatch(/^data:image\/svg\+xml,%3Csvg/);
      expect(shownPicture(image).length).toBeLessThan(800);
    }
  });

  it('draws nothing but its own pictures', () => {
    for (const address of [
      'https://magaza.example/image/urun-1-1c7ed6-AY.jpg',
      'https://ornek-magaza.example/image/urun-1-1c7ed6-%E0.jpg',
      'https://ornek-magaza.example.tr/image/urun-1-1c7ed6-AY.jpg',
    ])
      expect(shownPicture(address)).toBe(address);
    expect(shownPicture('https://ornek-magaza.example/image/urun-1-1c7ed6-%3Cscript%3E.jpg')).not.toContain(
      '%3Cscript',
    );
  });
});

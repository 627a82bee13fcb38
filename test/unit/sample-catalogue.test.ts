import { describe, expect, it } from 'vitest';
import { judgeGtin } from '#common/gtin.ts';
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

  it('shows every picture without a network', () => {
    for (const image of products.flatMap((product) => product.images)) {
      expect(image).toMatch(/^data:image\/svg\+xml,%3Csvg/);
      expect(image.length).toBeLessThan(800);
    }
  });
});

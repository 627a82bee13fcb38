import { assert, asyncProperty, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basketsOf } from '#engine/archive/baskets.ts';
import { cleanDescription } from '#engine/archive/clean-description.ts';
import { readArchive } from '#engine/archive/read-archive.ts';
import { readLooseAmount, readLooseTime } from '#engine/archive/read-figures.ts';
import { readTurkishTime } from '#engine/marketplaces/gittigidiyor/local-time.ts';
import { problemOf } from '../support/gateway-under-test.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readArchive(bytes(text), new Map());

/** ISO 8859-9 has the Turkish letters where Latin-1 has the Icelandic ones. */
function latin5(text: string): Uint8Array {
  const places: Readonly<Record<string, number>> = { Ğ: 0xd0, İ: 0xdd, Ş: 0xde, ğ: 0xf0, ı: 0xfd, ş: 0xfe };
  return Uint8Array.from(text, (letter) => places[letter] ?? letter.charCodeAt(0));
}

const PRODUCT = `<product><productId>500000001</productId><itemId>TS-100</itemId><product>
  <categoryCode>xyz1</categoryCode><title>Örnek Pamuklu Tişört</title>
  <specs><spec name="Marka" value="Örnek" type="Combo" required="true"/></specs>
  <photos><photo photoId="0"><url>https://mcdn.gittigidiyor.net/1.jpg</url></photo></photos>
  <description>&lt;p&gt;Pamuk.&lt;/p&gt;</description><format>S</format><buyNowPrice>199.90</buyNowPrice>
  <productCount>6</productCount><cargoDetail><productPackageSize><desi>2.5</desi></productPackageSize></cargoDetail>
  <marketPrice>249.90</marketPrice><globalTradeItemNo>8690000000012</globalTradeItemNo></product></product>`;

const SALE = `<sale><saleCode>300000001</saleCode><itemId>TS-100</itemId><status>Tamamlandı</status>
  <productId>500000001</productId><productTitle>Örnek Tişört</productTitle><price>399.80</price><amount>2</amount>
  <endDate>04/05/2022 09:00:00</endDate><moneyDate>20/05/2022 10:00:00</moneyDate><commissionRate>12.5</commissionRate>
  <buyerInfo><username>ornek</username><name>Ayşe</name><surname>Örnek</surname><mobilePhone>05001112233</mobilePhone>
    <address>Çiçek Sokak 5</address><district>Kadıköy</district><city>İstanbul</city></buyerInfo>
  <invoiceInfo><fullname>Ayşe Örnek</fullname><address>Gül Sokak 1</address><phoneNumber>05001112233</phoneNumber></invoiceInfo>
  <shippingInfo><combinedSaleCodes><saleCode>300000002</saleCode></combinedSaleCodes></shippingInfo></sale>`;

describe('an old answer of GittiGidiyor', () => {
  it('gives its listing with the prices of then, whether its envelope is still there or not', async () => {
    const bare = `<return><ackCode>success</ackCode><products>${PRODUCT}</products></return>`;
    const whole = `<?xml version="1.0"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>
      <ns0:getProductsResponse xmlns:ns0="https://product.individual.ws.listingapi.gg.com">${bare}</ns0:getProductsResponse>
      </env:Body></env:Envelope>`;
    for (const text of [bare, whole]) {
      const { listings, remarks } = await read(text);
      expect(remarks).toEqual([]);
      expect(listings).toEqual([
        {
          externalId: '500000001',
          ownCode: 'TS-100',
          groupId: 'TS-100',
          title: 'Örnek Pamuklu Tişört',
          subtitle: '',
          description: '<p>Pamuk.</p>',
          category: 'xyz1',
          brand: 'Örnek',
          barcode: '8690000000012',
          mpn: '',
          attributes: [{ name: 'Marka', value: 'Örnek' }],
          images: ['https://mcdn.gittigidiyor.net/1.jpg'],
          priceE4: 1_999_000,
          listPriceE4: 2_499_000,
          quantityThen: 6,
          desi: 2.5,
          statusThen: '',
        },
      ]);
    }
  });

  it('keeps Turkish letters of ISO 8859-9 and Windows-1254', async () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-9"?><products>${PRODUCT.replace('Pamuklu', 'ığüşöçİĞÜŞÖÇ')}</products>`;
    const { listings } = await readArchive(latin5(text), new Map());
    expect(listings[0]?.title).toBe('Örnek ığüşöçİĞÜŞÖÇ Tişört');
  });

  it('gives its sale with what an invoice needs, and neither telephone nor nick', async () => {
    const { sales } = await read(`<sales>${SALE}</sales>`);
    expect(sales[0]).toMatchObject({
      saleCode: '300000001',
      totalE4: 3_998_000,
      amount: 2,
      soldAtMs: Date.parse('2022-05-04T06:00:00Z'),
      commissionPercentE4: 125_000,
      together: ['300000002'],
      invoice: { name: 'Ayşe Örnek', address: 'Gül Sokak 1', city: 'İstanbul' },
    });
    expect(JSON.stringify(sales)).not.toMatch(/0500|ornek/);
  });

  it('gives each variant by its own code, under the axis of its group', async () => {
    const groups = `<variantGroups><variantGroup nameId="1" valueId="9" alias="Renk:Kırmızı"><variants>
      <variant variantId="71"><variantSpecs><variantSpec nameId="2" name="Beden" valueId="5" value="M"/></variantSpecs>
      <quantity>5</quantity><stockCode>TS-100-KM</stockCode><soldCount>2</soldCount></variant></variants></variantGroup></variantGroups>`;
    const { listings } = await read(
      `<products>${PRODUCT.replace('<marketPrice>', `${groups}<marketPrice>`)}</products>`,
    );
    expect(listings).toMatchObject([
      {
        externalId: '500000001/71',
        ownCode: 'TS-100-KM',
        quantityThen: 3,
        barcode: '',
        title: 'Örnek Pamuklu Tişört Kırmızı / M',
      },
    ]);
  });

  it('is read from JSON just as from XML, with ids of any length', async () => {
    const json = JSON.stringify({
      products: {
        product: {
          productId: 1,
          itemId: 'TS-100',
          product: { title: 'Çanta', buyNowPrice: 49.9, productCount: 2 },
        },
      },
    }).replace('"productId":1', '"productId":9223372036854775807');
    expect((await read(json)).listings).toMatchObject([
      { externalId: '9223372036854775807', title: 'Çanta', priceE4: 499_000 },
    ]);
  });
});

describe('a table of an integrator', () => {
  it('is read by the headers that people write, with comma or dot, and says which columns it does not know', async () => {
    const { listings, columns, remarks } = await read(
      'Ürün No;Stok Kodu;Ürün Adı;Fiyat;Barkod;Raf\n1;A-1;Şişe;"1.234,56";8690000000012;R1\n2;A-2;Bardak;12,5;123;R2\n',
    );
    expect(listings.map(({ ownCode, priceE4, barcode }) => [ownCode, priceE4, barcode])).toEqual([
      ['A-1', 12_345_600, '8690000000012'],
      ['A-2', 125_000, ''],
    ]);
    expect(columns.find(({ header }) => header === 'Raf')?.field).toBeNull();
    expect(remarks.map(({ place, severity }) => [place, severity])).toEqual([['3', 'warning']]);
  });

  it('takes a line with a sale code for a sale, and multiplies a price of one piece', async () => {
    const { sales } = await read(
      'Sipariş No,Ürün Adı,Adet,Birim Fiyat,Sipariş Tarihi,Alıcı\n300000001,Şişe,3,10.50,2022-05-04 09:00,Ayşe Örnek\n',
    );
    expect(sales).toMatchObject([
      {
        saleCode: '300000001',
        amount: 3,
        totalE4: 315_000,
        soldAtMs: Date.parse('2022-05-04T06:00:00Z'),
        invoice: { name: 'Ayşe Örnek' },
      },
    ]);
  });

  it('never guesses at an amount that could be two, nor at a code that a spreadsheet turned into a number', async () => {
    const { listings, remarks } = await read('Stok Kodu;Ürün Adı;Fiyat;Barkod\nA-1;Şişe;1.299;8,69E+12\n');
    expect(listings).toMatchObject([{ priceE4: null, barcode: '' }]);
    expect(remarks).toHaveLength(2);
  });
});

describe('a file that can’t be read', () => {
  it.each([
    ['an Excel workbook', new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0])],
    ['a cut-off XML', bytes('<sales><sale><saleCode>1</saleCode>')],
    ['a cut-off JSON', bytes('{"products":')],
    ['an XML with entities of its own', bytes('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')],
  ])('says so and what to do: %s', async (_name, content) => {
    const found = await problemOf(readArchive(content, new Map()));
    expect([found.code, found.params['actionTr'], found.params['actionEn']]).toEqual([
      'input/invalid',
      expect.any(String),
      expect.any(String),
    ]);
  });

  it('never breaks on anything else', async () => {
    await assert(
      asyncProperty(string({ maxLength: 300 }), async (text) => {
        try {
          await read(text);
        } catch (error) {
          if (!(error instanceof Error && 'problem' in error)) throw error;
        }
      }),
    );
  });
});

describe('figures of then', () => {
  it('times are Turkish, with the summer hour that ended in 2016', () => {
    expect(readTurkishTime('04/05/2022 10:11:12')).toBe(Date.parse('2022-05-04T07:11:12Z'));
    expect(readTurkishTime('15/01/2014 10:00:00')).toBe(Date.parse('2014-01-15T08:00:00Z'));
    expect(readTurkishTime('15/07/2014 10:00:00')).toBe(Date.parse('2014-07-15T07:00:00Z'));
    expect(readTurkishTime('31/02/2022 10:00:00')).toBeNull();
    expect(readLooseTime('2022-05-04T10:11:12Z')).toBe(Date.parse('2022-05-04T10:11:12Z'));
  });

  it('an amount reads the same with dot, comma, grouping and currency', () => {
    assert(
      property(integer({ min: 1, max: 99_999_999 }), (kurus) => {
        const [whole, cents] = [Math.trunc(kurus / 100), String(kurus % 100).padStart(2, '0')];
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, '.');
        for (const text of [
          `${whole}.${cents}`,
          `${whole},${cents}`,
          `${grouped},${cents} TL`,
          `₺${whole},${cents}`,
        ])
          expect(readLooseAmount(text), text).toBe(kurus * 100);
      }),
    );
  });

  it('sales of one basket have one name, whichever of them names the others', () => {
    const sale = (saleCode: string, together: readonly string[]) => ({ saleCode, together });
    expect([...basketsOf([sale('30', ['20']), sale('20', []), sale('7', ['30']), sale('99', [])])]).toEqual([
      ['30', '7'],
      ['20', '7'],
      ['7', '7'],
      ['99', '99'],
    ]);
  });
});

it('an old description keeps its structure and loses scripts, links, pictures and telephone numbers', () => {
  const old =
    '<div onclick="x()"><h2 style="a">Çay</h2><script>alert(1)</script><p>Arayın: 0532 111 22 33 &amp; <a href="//x">tık</a></p><img src=x><b>5 < 6</b></div>';
  expect(cleanDescription(old)).toBe('<h2>Çay</h2><p>Arayın: &amp; tık </p> <b>5 &lt; 6</b>');
});

import { gtinCheckDigit } from '#common/gtin.ts';
import type { SeedListing } from './trendyol/listings.ts';

const NAMES = [
  ['Nilperi', 'Kolsuz Yazlık Elbise (eski sezon)', 'Giyim > Kadın > Elbise', 10, 399.9],
  ['Nilperi', 'Şifon Fular', 'Giyim > Aksesuar > Çanta & Şal', 10, 149.9],
  ['Bozkırlı', 'Keten Şort', 'Giyim > Erkek > Şort', 10, 329.9],
  ['Tunavi', 'Polar Yelek', 'Giyim > Unisex > Sweatshirt', 10, 549.9],
  ['Adımca', 'Yazlık Sandalet', 'Giyim > Ayakkabı > Kadın', 10, 449.9],
  ['Pamukşah', 'Yatak Alezi', 'Ev & Yaşam > Nevresim', 10, 289.9],
  ['Ihlamurlu Ev', 'Mevsimlik Masa Örtüsü', 'Ev & Yaşam > Dekorasyon', 10, 219.9],
  ['Üçpınar Mutfak', 'Çelik Süzgeç', 'Ev & Yaşam > Mutfak', 20, 129.9],
  ['Toprakana', 'Güveç Kabı', 'Ev & Yaşam > Mutfak', 20, 259.9],
  ['Defneli', 'Seyahat Boy Bakım Seti', 'Kozmetik > Cilt Bakımı', 20, 179.9],
  ['Morbalık', 'Göz Farı Paleti', 'Kozmetik > Makyaj', 20, 249.9],
  ['Kivitek', 'Ekran Koruyucu Cam', 'Elektronik > Telefon Aksesuarı', 20, 79.9],
  ['Voltaj Ada', 'Duvar Tipi Priz Adaptörü', 'Elektronik > Şarj & Kablo', 20, 99.9],
  ['Oyunbaz Atölye', 'Ahşap Topaç', 'Oyuncak > Ahşap Oyuncak', 20, 59.9],
  ['Kalemşör', '2026 Masa Takvimi', 'Kitap & Kırtasiye > Defter & Ajanda', 20, 69.9],
  ['Gökçeyayla', 'Kestane Balı 450 g', 'Gıda > Bal & Reçel', 1, 499.9],
  ['Közde', 'Menengiç Kahvesi 250 g', 'Gıda > Çay & Kahve', 1, 159.9],
  ['Üçpınar Çiftliği', 'Zeytin Ezmesi 190 g', 'Gıda > Zeytin & Zeytinyağı', 1, 119.9],
] as const;

/** Listed on the marketplace and unknown to the shop. Barcodes are in GS1's range for use inside one company. */
export const ONLY_THERE: readonly SeedListing[] = NAMES.map(
  ([brand, name, category, vatRate, salePrice], index) => {
    const body = `29${String(7_000_000_000 + index * 104_729).slice(0, 10)}`;
    return {
      barcode: `${body}${gtinCheckDigit(body)}`,
      stockCode: `ESKI-${index + 1}`,
      title: `${brand} ${name}`,
      productMainId: `ESKI-${index + 1}`,
      brand,
      category,
      vatRate,
      quantity: (index * 7) % 11,
      salePrice,
      listPrice: salePrice,
    };
  },
);

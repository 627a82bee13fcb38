export const settings = {
  title: 'Ayarlar',
  page: {
    title: 'Görünüm ve dil',
    language: 'Dil',
    colourScheme: 'Görünüm',
  },
  background: {
    title: 'Arka planda eşitleme',
    text: 'Program açıkken kendiliğinden eşitler. Otomatik kanallara gönderir; onaylı kanallarda yalnız planı hazırlar.',
    every: 'Sıklık',
    off: 'Kapalı',
    minutes: '{{count}} dakikada bir',
    hours: '{{count}} saatte bir',
  },
  shop: {
    title: 'Mağaza bağlantısı',
    none: 'Mağaza bağlı değil.',
    connect: 'Mağazayı bağla',
    address: 'Adres',
    name: 'Mağaza',
    generation: 'OpenCart sürümü',
    sample: 'örnek mağaza',
    encrypted: 'Bağlantı',
    encryptedYes: 'şifreli',
    encryptedNo: 'şifresiz',
    lastRead: 'Son okuma',
    lastReadText: '{{products}} ürün, {{variants}} varyant, {{changed}} değişiklik',
    never: 'henüz yok',
    check: 'Mağazayı yeniden denetle',
    checked: 'Mağazaya ulaşıldı; bulunanlar güncellendi.',
    change: 'Bağlantıyı değiştir',
    disconnect: 'Bağlantıyı kaldır',
    disconnectTitle: 'Mağaza bağlantısı kaldırılsın mı?',
    disconnectText:
      'Parola bu bilgisayardan silinir ve mağaza artık okunmaz; siparişler mağazaya yazılmaz. Mağazadaki ve pazaryerindeki hiçbir şey değişmez.',
  },
  store: {
    title: 'Mağazanın okunuşu',
    text: 'Hangi sütunun barkod, hangisinin stok kodu olduğu mağazadan ölçülerek önerildi.',
    barcodeSource: 'Barkod sütunu',
    stockCodeSource: 'Stok kodu sütunu',
    none: 'yok',
    source: '{{source}} — {{filled}} dolu',
    sourceGtin: '{{source}} — {{filled}} dolu, {{valid}} geçerli barkod',
    pricesIncludeTax: 'Mağaza fiyatlarına KDV dahil',
    pricesIncludeTaxText: 'Kapalıyken vergi, mağazanın kendi vergi kurallarıyla eklenir.',
    newOrderStatus: 'Yeni siparişin durumu',
    newOrderStatusText:
      'Pazaryerinden gelen sipariş mağazaya bu durumla yazılır. Yalnız stok düşen durumlar seçilebilir.',
    cancelledOrderStatus: 'İptal edilen siparişin durumu',
  },
  about: {
    title: 'Program hakkında',
    version: 'Sürüm',
    host: 'Çalışma biçimi',
    hostKind: { desktop: 'masaüstü programı', browser: 'tarayıcı', 'command-line': 'komut satırı' },
    keyProtection: 'Anahtar koruması',
    keyKind: {
      'operating-system': 'işletim sisteminin anahtar kasası',
      passphrase: 'parolanız',
      'key-file': 'bu bilgisayardaki anahtar dosyası',
    },
    keyText: {
      'operating-system':
        'Şifreler ve kişisel veriler, yalnız bu kullanıcı hesabının açabildiği bir anahtarla şifrelenir.',
      passphrase:
        'Şifreler ve kişisel veriler, parolanızdan türetilen bir anahtarla şifrelenir. Parola unutulursa geri getirilemez.',
      'key-file':
        'Şifreler ve kişisel veriler, yalnız bu kullanıcının okuyabildiği bir dosyadaki anahtarla şifrelenir. Bu dosyayı kopyalayan kişi verileri açabilir.',
    },
    data: 'Veriler',
    dataText:
      'Bütün veriler bu bilgisayarda durur. Program yalnız mağazanıza ve bağladığınız pazaryerlerine bağlanır.',
    keys: 'Klavye',
    keysText: 'Ctrl/⌘ K komut kutusu · / arama · g ve ardından harf: ekran · Ctrl/⌘ Shift E şimdi eşitle',
  },
} as const;

import type { ProblemTexts } from './problem-text.ts';

export const problemTextsTr: ProblemTexts = {
  'store/not-connected': {
    happened: 'Henüz bir mağaza bağlanmadı.',
    means: 'Ürün, fiyat ve stok okunamıyor; pazaryerlerine bir şey gönderilmiyor.',
    action: 'Ayarlar’dan mağaza veritabanını bağlayın ya da örnek mağazayı deneyin.',
  },
  'store/unreachable': {
    happened: 'Mağaza veritabanına ulaşılamadı[ ({host}:{port})].',
    means: 'Son okunan ürünler görünür ve düzenlenebilir; yeni stok ve fiyat okunamıyor.',
    action:
      'Adresi, kapıyı (port) ve internet bağlantısını denetleyin; barındırma panelinde uzaktan MySQL erişimi açık olmalı.',
  },
  'store/wrong-password': {
    happened: 'Veritabanı bu kullanıcı adını ya da parolayı kabul etmedi[ ({user})].',
    means: 'Mağazaya bağlanılamadı; hiçbir şey kaydedilmedi ya da değişmedi.',
    action:
      'Kullanıcı adını ve parolayı barındırma panelindeki MySQL kullanıcılarıyla karşılaştırıp yeniden yazın.',
  },
  'store/host-not-allowed': {
    happened: 'Veritabanı sunucusu bu bilgisayardan gelen bağlantıya izin vermiyor[ ({host})].',
    means: 'Mağazaya bağlanılamadı; hiçbir şey değişmedi.',
    action: 'Barındırma panelinde “Uzak MySQL” bölümüne bu bilgisayarın internet adresini ekleyin.',
  },
  'store/no-such-database': {
    happened: 'Sunucuda bu adla bir veritabanı yok ya da kullanıcı onu göremiyor[: {database}].',
    means: 'Mağazaya bağlanılamadı; hiçbir şey değişmedi.',
    action:
      'Veritabanı adını barındırma panelinden kopyalayın; kullanıcının bu veritabanına yetkili olduğunu denetleyin.',
  },
  'store/wrong-prefix': {
    happened: 'Veritabanında “{prefix}” önekiyle başlayan OpenCart tabloları yok.',
    means: 'Mağaza okunamadı; hiçbir şey değişmedi.',
    action: '[Bulunan önekler: {found}. ]Öneki boş bırakırsanız kendiliğinden aranır.',
  },
  'store/not-opencart': {
    happened: 'Bu veritabanında OpenCart tabloları bulunamadı[ ({database})].',
    means: 'Başka bir programın veritabanı olabilir; hiçbir şey okunmadı ya da değişmedi.',
    action: 'Mağazanın config.php dosyasındaki veritabanı adını (DB_DATABASE) kullanın.',
  },
  'store/several-shops': {
    happened: 'Bu veritabanında birden çok OpenCart mağazası var[: {prefixes}].',
    means: 'Hangisinin kullanılacağı bilinmeden bağlanılmaz.',
    action: 'Mağazanızın tablo önekini seçin.',
  },
  'store/too-few-rights': {
    happened: 'Veritabanı kullanıcısının yetkileri yetersiz[: {missing}].',
    means: 'Bu yetkiler olmadan mağaza okunamaz ya da sipariş yazılamaz; hiçbir şey değişmedi.',
    action:
      'Aşağıdaki GRANT cümlelerini barındırma desteğine iletin ya da veritabanı yöneticisinde çalıştırın.',
  },
  'store/plaintext-refused': {
    happened: 'Veritabanı şifreli bağlantı (TLS) sunmuyor[ ({host})].',
    means: 'Şifresiz bağlantıda parola ve müşteri bilgileri yolda okunabilir; bu yüzden bağlanılmadı.',
    action:
      'Barındırmadan TLS isteyin; bunu bilerek kabul ediyorsanız “şifresiz bağlantıya izin ver” seçeneğini açın.',
  },
  'store/tls-failed': {
    happened: 'Sunucunun güvenlik sertifikası doğrulanamadı[ ({host})].',
    means: 'Karşıdakinin gerçekten mağazanız olduğu belli değil; bağlantı kurulmadı.',
    action: 'Sertifikadaki adı kullanın ya da barındırmanın verdiği sertifika yetkilisini (CA) ekleyin.',
  },
  'store/edits-wait': {
    happened: 'Bu, başka bir mağaza; şimdiki mağazaya yazılmayı bekleyen {count} düzenleme var.',
    means: 'Düzenlemeler yanlış mağazaya yazılmasın diye bağlanılmadı; hiçbir şey değişmedi.',
    action: 'Önce bekleyen düzenlemeleri şimdiki mağazaya yazın ya da bırakın, sonra yeniden bağlanın.',
  },
  'store/tunnel-unreachable': {
    happened: 'SSH sunucusuna ulaşılamıyor[ ({host}:{port})].',
    means: 'Mağazaya bağlanılamadı; hiçbir şey değişmedi.',
    action: 'SSH adresini ve bağlantı noktasını barındırma panelinden kontrol edin.',
  },
  'store/tunnel-login-refused': {
    happened: 'SSH sunucusu girişi kabul etmedi[ ({user}@{host})].',
    means: 'Mağazaya bağlanılamadı; hiçbir şey değişmedi.',
    action: 'SSH kullanıcı adını, parolasını ya da anahtarını kontrol edin.',
  },
  'store/tunnel-key-changed': {
    happened: 'SSH sunucusunun kimliği değişmiş[: {host}][, beklenen {expected}][, görülen {found}].',
    means: 'Karşıdaki başka bir sunucu olabilir; bağlantı kesildi ve parola gönderilmedi.',
    action: 'Barındırma firmasına anahtarın değişip değişmediğini sorun; doğruysa mağazayı yeniden bağlayın.',
  },
  'store/tunnel-key-unreadable': {
    happened: 'SSH anahtarı okunamadı.',
    means: 'Anahtar metni bozuk ya da anahtar parolası yanlış; sunucuya bağlanılmadı.',
    action: 'Özel anahtarın tamamını verin ve anahtar parolasını kontrol edin.',
  },
  'store/tunnel-forward-refused': {
    happened: 'SSH sunucusu veritabanına yol açmadı[ ({host}:{port})].',
    means: 'SSH girişi başarılı, ama veritabanına oradan ulaşılamıyor.',
    action: 'Veritabanı adresini sunucunun gördüğü gibi yazın ya da firmadan TCP yönlendirme izni isteyin.',
  },
  'store/api-unreachable': {
    happened: 'Mağazanın API’sine ulaşılamadı[ ({host})].',
    means: 'Sipariş mağazada 0 durumunda bekliyor; stoğu burada ayrılmış durumda.',
    action: 'Mağaza adresini denetleyin. Program kendiliğinden yeniden dener.',
  },
  'store/api-refused': {
    happened: 'Mağazanın API’si siparişin durumunu kabul etmedi[ ({host})].',
    means: 'Sipariş mağazada 0 durumunda bekliyor; stoğu burada ayrılmış durumda.',
    action:
      'OpenCart’ta API kullanıcısını, anahtarını ve bu bilgisayarın IP adresine izni denetleyin ya da siparişlerin veritabanından yazılmasını seçin.',
  },
  'store/api-outcome-unknown': {
    happened: 'Mağazanın API’sinden yanıt gelmedi[ ({host})].',
    means: 'Siparişin durumu değişmiş olabilir. Stok iki kez düşmesin diye sipariş on dakika bekletilir.',
    action: 'Bir şey yapmak gerekmez: durum sonra okunur ve gerekirse yeniden denenir.',
  },
  'store/unknown-generation': {
    happened: 'Bu OpenCart sürümünün tabloları tanınamadı[: {detail}].',
    means: 'Yanlış sütuna yazmamak için mağaza açılmadı.',
    action: 'Ayrıntıyı destekle paylaşın; mağazada hiçbir değişiklik yapılmadı.',
  },
  'store/connection-lost': {
    happened: 'Mağaza veritabanıyla bağlantı iş ortasında koptu.',
    means: 'Yarım kalan iş kayıtlıdır ve yeniden bağlanınca kaldığı yerden, iki kez yapılmadan sürer.',
    action: 'Bir şey yapmanız gerekmez; sürerse internet bağlantısını denetleyin.',
  },
  'store/busy': {
    happened: 'Mağaza veritabanı şu anda yeni bağlantı kabul etmiyor ya da bir tablo kilitli.',
    means: 'Bu okuma ya da yazma yapılmadı; kısa süre sonra yeniden denenecek.',
    action: 'Bir şey yapmanız gerekmez; sık olursa barındırmanın bağlantı sınırını artırmasını isteyin.',
  },
  'store/read-only': {
    happened: 'Mağaza veritabanı yalnız okunabilir durumda.',
    means: 'Siparişler mağazaya yazılamıyor; burada bekletiliyor, stokları ayrıldı.',
    action: 'Barındırmaya disk doluluğunu ve bakım durumunu sorun.',
  },
  'store/table-damaged': {
    happened: 'Mağaza veritabanının bir tablosu bozuk[: {table}].',
    means: 'Tablo onarılana dek okunamaz ve yazılamaz; siparişler burada bekler, stokları ayrılır.',
    action: 'Barındırmadan tabloyu onarmasını isteyin (phpMyAdmin’de “Tabloyu onar”).',
  },
  'store/statuses-in-doubt': {
    happened: 'Bazı sipariş durumlarının stok tutup tutmadığı anlaşılamıyor[: {statuses}].',
    means:
      'Bu OpenCart sürümü onları yanlış sayıyor olabilir; seçenekler arasında yoklar ve iptalde stoklarını geri vermezler.',
    action:
      'OpenCart ayarlarında bu durumları “işlenen sipariş durumları”na da ekleyin ya da OpenCart’ı 4.1.0.4’e yükseltin.',
  },
  'store/refused-value': {
    happened: 'Mağaza veritabanı bir değeri kabul etmedi[ ({column})].',
    means: 'O kayıt yazılmadı; öbürleri etkilenmedi.',
    action: 'Ayrıntıyı destekle paylaşın; kayıt burada bekliyor.',
  },
  'store/failed': {
    happened: 'Mağaza veritabanı beklenmeyen bir hata bildirdi.',
    means: 'İşlem yapılmadı ve yeniden denenecek.',
    action: 'Sürerse ayrıntıyı destekle paylaşın.',
  },
  'channel/not-known': {
    happened: 'Bu adda bir kanal yok[: {channel}].',
    means: 'Hiçbir şey yapılmadı.',
    action: 'Kanal adını listeden seçin.',
  },
  'channel/name-taken': {
    happened: '“{name}” adında bir kanal zaten var.',
    means: 'Yeni kanal eklenmedi.',
    action: 'Başka bir ad verin.',
  },
  'channel/account-taken': {
    happened: 'Bu hesap ({account}) zaten “{name}” adıyla bağlı.',
    means: 'Yeni kanal eklenmedi; aynı hesap iki kez bağlansaydı her sipariş mağazaya iki kez yazılırdı.',
    action: '“{name}” kanalını kullanın ya da önce onu kaldırın.',
  },
  'channel/wrong-key': {
    happened: '{marketplace} bu API anahtarını ya da gizli anahtarı kabul etmedi.',
    means: 'Bu kanalda stok, fiyat ve sipariş akışı duruyor; öbür kanallar etkilenmez.',
    action:
      'Satıcı panelinden satıcı numarasını ve anahtarları birlikte yeniden kopyalayın; deneme ortamının anahtarı canlıda çalışmaz.',
  },
  'channel/other-seller': {
    happened: 'Anahtar, yazılan satıcı numarasına ait değil ya da bu hesap için açık değil[ ({sellerId})].',
    means: 'Başka bir hesaba bir şey gönderilmedi; kanal kaydedilmedi ya da durdu.',
    action: 'Satıcı numarasını ve anahtarı aynı hesabın panelinden birlikte kopyalayın.',
  },
  'channel/forbidden': {
    happened: '{marketplace} bu isteğe izin vermedi[ ({endpoint})].',
    means: 'Bu bölüm bu hesapta kapalı olabilir; yalnız bu iş yapılamadı.',
    action: 'Satıcı panelinde entegrasyon yetkilerini denetleyin.',
  },
  'channel/unreachable': {
    happened: '{marketplace} sunucusuna ulaşılamadı.',
    means: 'Bekleyen değişiklikler kayıtlı; bağlantı gelince gönderilecek.',
    action: 'İnternet bağlantısını denetleyin; kendiliğinden yeniden denenecek.',
  },
  'channel/timeout': {
    happened: '{marketplace} süresi içinde yanıt vermedi.',
    means: 'Okuma tamamlanmadı; eldeki bilgiler son doğrulandığı andaki gibi duruyor.',
    action: 'Bir şey yapmanız gerekmez; yeniden denenecek.',
  },
  'channel/not-understood': {
    happened: '{marketplace} anlaşılmayan bir yanıt verdi (beklenen veri yerine başka bir şey).',
    means: 'Yanıttan hiçbir şey alınmadı; eldeki bilgiler değişmedi.',
    action: 'Geçici bir bakım olabilir; sürerse adresi (base URL) ve ayrıntıyı denetleyin.',
  },
  'channel/rate-limited': {
    happened: '{marketplace} istek sınırına ulaşıldığını bildirdi.',
    means: 'İstek işlenmedi; tempo düşürüldü, sırası gelince gönderilecek.',
    action: 'Bir şey yapmanız gerekmez.',
  },
  'channel/server-error': {
    happened: '{marketplace} kendi tarafında bir hata bildirdi[ ({status})].',
    means: 'İstek işlenmemiş olabilir; sonucu geri okunarak kesinleştirilecek.',
    action: 'Bir şey yapmanız gerekmez; sürerse pazaryeri desteğine sorun.',
  },
  'channel/request-refused': {
    happened: '{marketplace} isteği geçersiz buldu[ ({status})].',
    means: 'Hiçbir şey değişmedi; aynı istek yinelenmeyecek.',
    action: 'Ayrıntıya bakın; anlaşılmıyorsa destekle paylaşın.',
  },
  'channel/same-request-repeated': {
    happened: '{marketplace} aynı isteğin kısa süre içinde yinelenmesini kabul etmez.',
    means: 'Değerler zaten yolda; yalnız değişenler yeniden planlanır.',
    action: 'Bir şey yapmanız gerekmez.',
  },
  'channel/not-found': {
    happened: '{marketplace} aranan kaydı bulamadı.',
    means: 'Kayıt silinmiş ya da süresi geçmiş olabilir.',
    action: 'Listelemeleri yeniden okuyun.',
  },
  'channel/outcome-unknown': {
    happened: 'İstek gönderildi, yanıtı gelmedi.',
    means: 'Uygulanıp uygulanmadığı bilinmiyor; körlemesine yinelenmez, geri okunarak kesinleştirilir.',
    action: 'Bir şey yapmanız gerekmez.',
  },
  'channel/creation-not-shown': {
    happened: 'Ürün {marketplace} için gönderildi, yanıtı gelmedi ve orada hâlâ görünmüyor.',
    means: 'Ulaştığı kesin değil; iki kez açılmasın diye kendiliğinden yinelenmedi.',
    action:
      'Satıcı panelinde arayın; orada yoksa yeniden yayınlayın. Program göndermeden önce bir kez daha bakar.',
  },
  'channel/answer-not-arrived': {
    happened: 'Yanıtınız gönderildi, ancak {marketplace} bunu hâlâ bekliyor görünüyor.',
    means: 'Yanıt ulaşmadı; kendiliğinden yinelenmedi.',
    action: 'Yanıtı yeniden verin.',
  },
  'channel/answer-open': {
    happened:
      'Daha önceki yanıtınızın {marketplace} tarafına ulaşıp ulaşmadığı bilinmiyor; geri okumada görünmüyor.',
    means: 'Körlemesine yinelenmez; bu yanıt gönderilmedi.',
    action:
      'Satıcı panelinden bakın ve “ulaştı” ya da “ulaşmadı” deyin (komut satırında: returns settle, questions settle).',
  },
  'channel/no-answer-wanted': {
    happened: '{marketplace} şu anda böyle bir yanıt beklemiyor[ ({status})].',
    means: 'Hiçbir şey gönderilmedi.',
    action: 'Listeyi yenileyip güncel duruma bakın.',
  },
  'channel/breaker-open': {
    happened: '{marketplace} art arda hata verdiği için istekler kısa süre durduruldu.',
    means: 'Bekleyen değişiklikler kayıtlı; kanal düzelince sürecek.',
    action: 'Bir şey yapmanız gerekmez.',
  },
  'channel/paused': {
    happened: 'Bu kanal durdurulmuş[: {channel}].',
    means: 'Bu kanala bir şey gönderilmez, sipariş okunmaz.',
    action: 'Sürdürmek için kanalı yeniden açın.',
  },
  'channel/not-offered': {
    happened: '{marketplace} bunu API’siyle sunmuyor.',
    means: 'Bu iş buradan yapılamaz.',
    action: 'Satıcı panelini kullanın.',
  },
  'channel/item-refused': {
    happened: '{marketplace} bu ürünün değişikliğini kabul etmedi.',
    means: 'Ürün orada eski değeriyle satılmaya devam ediyor.',
    action: 'Pazaryerinin verdiği nedene bakıp ürünü düzeltin, sonra yeniden deneyin.',
  },
  'channel/batch-lost': {
    happened: '{marketplace} gönderilen partinin sonucunu artık vermiyor.',
    means: 'Sonuç, listelemeler geri okunarak kesinleştirilecek.',
    action: 'Bir şey yapmanız gerekmez.',
  },
  'channel/retired-endpoint': {
    happened: '{marketplace} bu servisi kapattı.',
    means: 'Bu iş yapılamıyor; hiçbir şey değişmedi.',
    action: 'Programın yeni sürümünü kurun.',
  },
  'channel/closed': {
    happened: '{marketplace} pazaryeri kapandı[ ({since})].',
    means: 'Ona hiçbir şey gönderilmez, ondan hiçbir şey okunmaz; hiçbir şey değişmedi.',
    action: 'Bu kanalı kaldırın. Geçmiş siparişleri burada kalır.',
  },
  'guard/stopped-request': {
    happened: 'Son denetim bir isteği göndermeden durdurdu[ ({count} ürün)].',
    means: 'Hatalı olabilecek fiyat ya da stok pazaryerine gitmedi.',
    action: 'Plan’da tutulan değişikliklere bakın.',
  },
  'vault/locked': {
    happened: 'Anahtar kasası kilitli.',
    means: 'Kayıtlı parola ve API anahtarları kullanılamıyor.',
    action: 'Parolayı girin (MESCHAIN_PASSPHRASE) ya da işletim sistemi anahtarlığını açın.',
  },
  'vault/wrong-passphrase': {
    happened: 'Kasa parolası yanlış.',
    means: 'Kayıtlı bilgiler açılmadı; hiçbir şey değişmedi.',
    action: 'Parolayı yeniden girin.',
  },
  'vault/key-missing': {
    happened: 'Bu profilin kasa anahtarı bulunamadı[ ({file})].',
    means: 'Kayıtlı parola ve anahtarlar açılamaz; veriler korunuyor, üzerine yazılmadı.',
    action:
      'Anahtar dosyasını yedekten geri koyun ya da mağaza ve kanal bilgilerini yeni bir profilde girin.',
  },
  'vault/key-changed': {
    happened: 'Kayıtlı bilgiler başka bir kasa anahtarıyla kilitlenmiş.',
    means: 'Bu anahtarla açılamaz; hiçbir şey değişmedi.',
    action: 'Profilin kendi anahtarını ya da parolasını kullanın.',
  },
  'vault/tampered': {
    happened: 'Kayıtlı bir gizli bilgi bozulmuş ya da yerinden oynatılmış.',
    means: 'Kullanılmadı.',
    action: 'O kanalın ya da mağazanın bilgilerini yeniden girin.',
  },
  'vault/unprotected-file': {
    happened: 'Anahtar dosyasını başka kullanıcılar da okuyabiliyor[ ({file})].',
    means: 'Dosya bu durumdayken kullanılmaz.',
    action: 'Dosyanın iznini yalnız size açık yapın (chmod 600).',
  },
  'cache/in-use': {
    happened: 'Bu profil başka bir MesChain Sync tarafından kullanılıyor.',
    means: 'İki program aynı anda gönderim yapmasın diye açılmadı.',
    action: 'Öbür pencereyi ya da komutu kapatın.',
  },
  'cache/from-the-future': {
    happened: 'Profil, programın daha yeni bir sürümüyle açılmış.',
    means: 'Bozmamak için dokunulmadı.',
    action: 'Programın yeni sürümünü kurun.',
  },
  'cache/damaged': {
    happened: 'Yerel kopya bozuktu; bir kenara kaldırıldı[ ({file})].',
    means: 'Son sağlam yedekle sürülüyor; mağaza ve kanallar yeniden okunmadan hiçbir şey gönderilmez.',
    action: '“Şimdi eşitle” ile yeniden okuyun; kaldırılan dosya silinmedi.',
  },
  'cache/full': {
    happened: 'Disk dolu; yerel kopyaya yazılamıyor.',
    means: 'Yeni değişiklikler kaydedilemiyor; hiçbir şey yarım kalmadı.',
    action: 'Diskte yer açın.',
  },
  'cache/migration-failed': {
    happened: 'Yerel kopya yeni sürüme geçirilemedi.',
    means: 'Eski durumuna geri alındı; veri kaybı yok.',
    action: 'Eski sürümle açın ve ayrıntıyı destekle paylaşın.',
  },
  'order/not-understood': {
    happened: 'Bir sipariş paketi anlaşılamadı[ ({packageId})].',
    means: 'Ham haliyle saklandı; öbür siparişler etkilenmedi.',
    action: 'Siparişi pazaryeri panelinden işleyin ve ayrıntıyı destekle paylaşın.',
  },
  'order/total-differs': {
    happened: 'Siparişin satırları toplamıyla uyuşmuyor[ ({orderNumber})].',
    means: 'Mağazaya yazılmadı; stok ayrıldı.',
    action: 'Siparişi pazaryeri panelinde denetleyin.',
  },
  'order/store-write-failed': {
    happened: 'Sipariş mağazaya henüz yazılamadı[ ({orderNumber})].',
    means: 'Stoku ayrıldı, sipariş kaybolmadı; yeniden denenecek.',
    action: 'Mağaza bağlantısını denetleyin.',
  },
  'order/not-known': {
    happened: 'Böyle bir sipariş yok[ ({orderId})].',
    means: 'Hiçbir şey yapılmadı.',
    action: 'Sipariş listesini yenileyin.',
  },
  'order/wrong-state': {
    happened: 'Sipariş bu adıma uygun durumda değil[ ({status})].',
    means: 'Pazaryerine bir şey gönderilmedi.',
    action: 'Siparişin güncel durumuna bakın.',
  },
  'order/not-arrived': {
    happened:
      '{actionTr} gönderildi, yanıtı gelmedi; geri okunduğunda {marketplace} siparişi eskisi gibi gösteriyor.',
    means: 'İstek ulaşmamış görünüyor; kendiliğinden yinelenmedi.',
    action: 'Siparişe bakın; hâlâ istiyorsanız aynı işi yeniden yapın.',
  },
  'order/outcome-open': {
    happened:
      '{actionTr} gönderildi, yanıtı gelmedi; {marketplace} ulaşıp ulaşmadığını göstermiyor[ ({packageId})].',
    means: 'Sonucu bilinmiyor; körlemesine yinelenmez.',
    action:
      'Satıcı panelinden bakın ve siparişte “ulaştı” ya da “ulaşmadı” deyin (komut satırında: order settle).',
  },
  'order/several-packages': {
    happened: 'Siparişte buna uyan birden çok paket var: {packages}.',
    means: 'Hiçbir şey gönderilmedi.',
    action: 'Hangi paket olduğunu yazın.',
  },
  'question/not-known': {
    happened: 'Böyle bir soru yok[ ({questionId})].',
    means: 'Hiçbir şey gönderilmedi.',
    action: 'Soru listesini yenileyin.',
  },
  'return/not-known': {
    happened: 'Böyle bir iade yok[ ({returnId})].',
    means: 'Hiçbir şey yapılmadı.',
    action: 'İade listesini yenileyin.',
  },
  'return/not-back-yet': {
    happened: 'Bu iade kabul edilmiş ya da geri ödenmiş değil[ ({status})].',
    means: 'Mallar satılabilir sayılamaz; stok değişmedi.',
    action: 'İade kabul edildikten sonra stoğa geri koyun.',
  },
  'return/put-back-decided': {
    happened: 'Bu satırın stoğa dönüşüne daha önce karar verilmiş[ ({orderNumber})].',
    means: 'Stok ikinci kez artırılmadı.',
    action: 'Bir şey yapmanız gerekmez.',
  },
  'return/stock-given-back': {
    happened: 'Bu siparişin mallarını mağaza stoğu zaten geri almış[ ({orderNumber})].',
    means: 'Stok ikinci kez artırılmadı.',
    action: 'Sayı yanlışsa ürünün stoğunu elle düzeltin.',
  },
  'plan/changed-since': {
    happened: 'Bakılan değişiklikler bu arada değişti[ ({count})].',
    means: 'Onaylanmadılar; yeni değerleriyle yeniden gösteriliyor.',
    action: 'Planı yeniden gözden geçirin.',
  },
  'plan/nothing-to-approve': {
    happened: 'Onaylanacak bir değişiklik yok.',
    means: 'Hiçbir şey gönderilmedi.',
    action: 'Bir şey yapmanız gerekmez.',
  },
  'product/not-known': {
    happened: 'Bu ürün mağazada yok ya da daha hiç okunmadı[ ({productId})].',
    means: 'Gösterilecek ya da düzenlenecek bir şey yok.',
    action: 'Mağazayı eşitleyin ve listeye yeniden bakın.',
  },
  'product/not-read': {
    happened: 'Ürünün ayrıntıları daha okunmadı ve mağazaya şu anda ulaşılamıyor.',
    means: 'Düzenleme, mağazanın değerleri bilinmeden yapılamaz; hiçbir şey değişmedi.',
    action: 'Mağazaya ulaşılınca yeniden açın; ayrıntılar sonraki eşitlemede okunur.',
  },
  'edit/gone': {
    happened: 'Düzenlenen alan mağazada artık yok (ürün ya da seçenek silinmiş).',
    means: 'Düzenlemeniz yazılmadı ve burada duruyor.',
    action: 'Düzenlemeyi bırakın ya da ürünü mağazada yeniden oluşturun.',
  },
  'edit/unsure': {
    happened: 'Yazma yarıda kesildi ve ürün bundan sonra mağazada da kaydedildi.',
    means:
      'Stok farkınızın yazılıp yazılmadığı mağazadan anlaşılamıyor; iki kez yazılmasın diye bekletiliyor.',
    action: 'Mağazadaki sayıya bakın: doğruysa mağazanınkini, değilse sizinkini seçin.',
  },
  'edit/restored': {
    happened: 'Bu bilgisayardaki kayıt bozulmuştu; düzenleme yedekten ya da kurtarılan kayıttan geri geldi.',
    means: 'Bu arada mağazaya yazılmış ya da bırakılmış olabilir; iki kez yazılmasın diye tutuluyor.',
    action: 'Mağazadaki değere bakın: doğruysa mağazanınkini, değilse sizinkini seçin.',
  },
  'edit/refused-by-shop': {
    happened: 'Mağazanın veritabanı bu değeri kabul etmedi.',
    means: 'Düzenlemeniz yazılmadı ve burada duruyor; ürünün öbür alanları yazıldı.',
    action: 'Ayrıntıya bakıp değeri değiştirin ya da düzenlemeyi bırakın.',
  },
  'edit/batch-not-known': {
    happened: 'Bu düzenleme grubu bulunamadı.',
    means: 'Geri alınacak bir şey yok.',
    action: 'Düzenlemeler listesine yeniden bakın.',
  },
  'edit/batch-undone': {
    happened: 'Bu düzenlemeler zaten geri alındı.',
    means: 'Hiçbir şey değişmedi.',
    action: 'Bir şey yapmanız gerekmez.',
  },
  'edit/batch-written': {
    happened: 'Bu düzenlemelerin en az biri mağazaya yazıldı ya da yazılmış olabilir.',
    means: 'Topluca geri alınamaz; hiçbir şey değişmedi.',
    action:
      'Mağazaya yazılanlar listesinden o yazmayı geri alın; hâlâ bekleyen düzenlemelerden tek tek vazgeçin.',
  },
  'edit/touched-later': {
    happened: 'Bu düzenlemelerden biri sonradan yeniden değişti[ ({field})].',
    means: 'Hepsi birden geri alınamaz; hiçbir şey değişmedi.',
    action: 'Önce sonraki düzenlemeyi geri alın ya da alanı tek başına değiştirin.',
  },
  'edit/run-not-known': {
    happened: 'Mağazaya böyle bir yazma bulunamadı.',
    means: 'Geri alınacak bir şey yok.',
    action: 'Mağazaya yazılanlar listesine yeniden bakın.',
  },
  'edit/run-undone': {
    happened: 'Bu yazma için geri alma zaten istendi.',
    means: 'Aynı değerler ikinci kez geri istenmedi.',
    action: 'Bekleyen düzenlemelere bakın.',
  },
  'edit/file-not-understood': {
    happened: 'Düzenleme dosyası anlaşılamadı[ (satır {line})].',
    means: 'Hiçbir düzenleme alınmadı.',
    action: 'Ayrıntıda yazılı yeri düzeltip dosyayı yeniden verin.',
  },
  'listing/not-known': {
    happened: 'Böyle bir listeleme yok.',
    means: 'Hiçbir şey değişmedi.',
    action: 'Listeyi yenileyin.',
  },
  'listing/variant-not-known': {
    happened: 'Seçilen ürün artık mağazada yok.',
    means: 'Eşleştirme yapılmadı.',
    action: 'Başka bir ürün seçin ya da mağazayı yeniden okuyun.',
  },
  'sync/already-running': {
    happened: 'Bir eşitleme zaten sürüyor.',
    means: 'İkincisi başlatılmadı.',
    action: 'Bitmesini bekleyin ya da durdurun.',
  },
  'sync/cancelled': {
    happened: 'Eşitleme durduruldu.',
    means: 'Gönderilenlerin sonucu izlenmeye devam eder; kalanlar bekliyor.',
    action: 'Sürdürmek için yeniden eşitleyin.',
  },
  'job/not-known': {
    happened: 'Böyle bir iş yok.',
    means: 'Hiçbir şey yapılmadı.',
    action: 'Listeyi yenileyin.',
  },
  'input/invalid': {
    happened: 'Girilen bilgi geçersiz[: {field}].',
    means: 'Hiçbir şey kaydedilmedi.',
    action: 'Alanı düzeltip yeniden deneyin.',
  },
  'engine/restarted': {
    happened: 'Arka plan motoru yeniden başladı.',
    means: 'Süren işler kayıtlı yerinden sürdürülüyor.',
    action: 'Bir şey yapmanız gerekmez.',
  },
  'engine/bug': {
    happened: 'Program beklenmeyen bir hatayla karşılaştı[ ({command})].',
    means: 'Bu işlem yapılmadı; veriler korunuyor.',
    action: 'Yeniden deneyin; sürerse günlük kaydını destekle paylaşın.',
  },
};

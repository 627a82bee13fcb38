import { describe, expect, it } from 'vitest';
import { externalAddress } from '../../src-main/electron/external-address.ts';
import { isOwnPage } from '../../src-main/electron/own-page.ts';

const NOT_OURS = [
  'app://meschain.evil.example/',
  'app://evil.example/?app://meschain/',
  'app://evil.example/#app://meschain/',
  'app://evil@meschain/',
  'app://meschain@evil.example/',
  'app://user:pass@meschain/',
  'app://meschain:8080/',
  'app:///meschain/',
  'app:meschain',
  'app:/meschain/',
  'appx://meschain/',
  'xapp://meschain/',
  'http://meschain/',
  'https://meschain/',
  'https://app/meschain/',
  'http://127.0.0.1/app://meschain/',
  'file:///app://meschain/index.html',
  'file://meschain/',
  'data:text/html,app://meschain/',
  'javascript:location="app://meschain/"',
  'blob:app://meschain/5f0e',
  'about:blank',
  'about:srcdoc',
  'view-source:app://meschain/',
  'devtools://devtools/bundled/inspector.html',
  'chrome://gpu',
  'ftp://meschain/',
  '',
  ' ',
  '//meschain/',
  'meschain',
];

const NEVER_OPENED = [
  'http://trendyol.com/',
  'HTTP://trendyol.com/',
  'file:///etc/passwd',
  'file://C:/Windows/System32/calc.exe',
  'javascript:alert(1)',
  'jAvAsCrIpT:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'ms-msdt:/id%20PCWDiagnostic',
  'search-ms:query=x&crumb=location:%5C%5Cevil.example',
  'ms-officecmd:%7B%7D',
  'smb://evil.example/share',
  '\\\\evil.example\\share',
  'ssh://evil.example',
  'telnet://evil.example',
  'mailto:x@evil.example',
  'tel:112',
  'app://meschain/',
  'https://',
  'https:///trendyol.com/',
  'https:trendyol.com',
  'https:/trendyol.com',
  'https:\\\\trendyol.com',
  'https://trendyol.com\\@evil.example/',
  'https://user@trendyol.com/',
  'https://user:pass@trendyol.com/',
  'https://trendyol.com@evil.example/',
  'https://trendyol.com:8443/',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://a.localhost/',
  'https://printer.local/',
  'https://router/',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://0/',
  'https://10.0.0.1/',
  'https://192.168.1.1/admin',
  'https://169.254.169.254/latest/meta-data/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://trendyol.com/\u202Egpj.exe',
  'https://trendyol.com/\u0000',
  'https://trendyol.com/ x',
  'https://trendyol.com/\t',
  '\thttps://trendyol.com/',
  ' https://trendyol.com/',
  'https://tren\u200Bdyol.com/',
  `https://trendyol.com/${'a'.repeat(3_000)}`,
  'İ://trendyol.com',
  'httpſ://trendyol.com/',
  'https://metadata.internal/',
];

describe('addresses from outside', () => {
  it(`has more than sixty hostile ones to try`, () => {
    expect(NOT_OURS.length + NEVER_OPENED.length).toBeGreaterThan(60);
  });

  it.each(NOT_OURS)('the page never goes to %j', (address) => {
    expect(isOwnPage(address)).toBe(false);
  });

  it.each(NEVER_OPENED)('the system is never asked to open %j', (address) => {
    expect(externalAddress(address)).toBeNull();
  });

  it('an address that is no text is no address', () => {
    for (const value of [
      null,
      undefined,
      1,
      {},
      [],
      { toString: () => 'https://trendyol.com/' },
      new URL('https://trendyol.com/'),
    ]) {
      expect(externalAddress(value)).toBeNull();
    }
  });

  it.each(['app://meschain/', 'app://meschain/index.html#/plan', 'app://meschain/?x=1'])(
    '%s is our own page',
    (address) => {
      expect(isOwnPage(address)).toBe(true);
    },
  );

  it.each([
    'https://partner.trendyol.com/',
    'https://www.trendyol.com/p?x=1#y',
    'https://kargotakip.example.com.tr/İzle',
  ])('%s may be opened', (address) => {
    expect(externalAddress(address)?.protocol).toBe('https:');
  });
});

import { describe, expect, it } from 'vitest';
import { redactText } from '#common/redact-text.ts';
import { logFields } from '#engine/monitor/log-fields.ts';
import { excerpt } from '#engine/monitor/redact.ts';

const PERSONAL = [
  'Ayşe',
  'Yılmaz',
  'pf+abc@trendyolmail.com',
  '05301112233',
  '+90 530 111 22 33',
  '10000000146',
  'TR330006100519786457841326',
  'Örnek Sk. 5/2',
  'c2VjcmV0OnNlY3JldA==',
  'hunter2hunter2',
];

describe('a text that somebody will read', () => {
  it('holds no name, address, number or secret of the packages and requests it was taken from', () => {
    const packageJson = JSON.stringify({
      customerFirstName: 'Ayşe',
      customerLastName: 'Yılmaz',
      customerEmail: 'pf+abc@trendyolmail.com',
      identityNumber: '10000000146',
      shipmentAddress: { address1: 'Örnek Sk. 5/2', phone: '05301112233', fullName: 'Ayşe "Y" Yılmaz' },
      apiSecret: 'hunter2hunter2',
    });
    const loose =
      'Authorization: Basic c2VjcmV0OnNlY3JldA== mail pf+abc@trendyolmail.com tel +90 530 111 22 33 tckn 10000000146 ' +
      'iban TR330006100519786457841326 apiSecret=hunter2hunter2&x=1';
    for (const text of [packageJson, loose, JSON.stringify(packageJson).slice(0, 90)]) {
      const clean = redactText(text);
      for (const secret of PERSONAL) expect(clean, secret).not.toContain(secret);
    }
  });

  it('still shows the codes of goods, which is what a merchant looks for', () => {
    const text =
      'TSTGML001M 8690000000012 GML-001 12345678901 için kategori özellik değeri geçerli değildir 649.90';
    expect(redactText(text)).toBe(text);
  });

  it('takes out the channel’s own secrets wherever they stand', () => {
    expect(redactText('url?k=key-of-the-shop', ['key-of-the-shop'])).toBe('url?k=[…]');
  });

  it('stays one line, so that nobody can forge a second one', () => {
    expect(redactText('a\r\n{"level":"error"}\u2028b\u0000c')).toBe('a {"level":"error"} b c');
  });

  it('is redacted before it is cut, so that half a secret never survives', () => {
    const kept = excerpt(`${'x'.repeat(3_990)} someone@example.com tail`);
    expect(kept).not.toContain('someone');
    expect(kept.length).toBeLessThanOrEqual(4_000);
  });
});

describe('a log line', () => {
  it('keeps the listed fields only, redacts them, and counts what it left out', () => {
    const fields = {
      channelId: 'c1',
      status: 401,
      buyerName: 'Ayşe',
      reason: 'mail a@b.example',
      gone: undefined,
    };
    expect(logFields(fields)).toEqual({ channelId: 'c1', status: 401, reason: 'mail […]', leftOut: 1 });
  });

  it('does not tell where on the disk the program lies', () => {
    const stack =
      'Error: x\n    at run (file:///home/ayse/meschain/out/main/engine.js:10:5)\n    at C:\\Users\\Ayşe\\app\\index.js:1:1';
    expect(logFields({ stack })['stack']).toBe('Error: x at run (engine.js:10:5) at index.js:1:1');
  });
});

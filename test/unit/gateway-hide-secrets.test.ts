import { describe, expect, it } from 'vitest';
import { createEchoHider, createSecretHider } from '#engine/gateway/hide-secrets.ts';

describe('a channel’s secrets', () => {
  const secret = 'Şifre & "söz" <1>';
  it.each([
    ['plain text', secret],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['JSON within JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['XML', 'Şifre &amp; &quot;söz&quot; &lt;1&gt;'],
    ['an address', encodeURIComponent(secret)],
    ['a form', encodeURIComponent(secret).replaceAll('%20', '+')],
  ])('are hidden in %s', (_where, spelling) => {
    expect(createSecretHider([secret])(`<a>${spelling}</a>`)).toBe('<a>[…]</a>');
  });

  it('are hidden whole where one is a part of another', () => {
    expect(createSecretHider(['long-word', 'long-word-of-all'])('x=long-word-of-all')).toBe('x=[…]');
  });

  it('that are short, or digits alone, are hidden as whole values and tear no figure apart', () => {
    const hide = createSecretHider(['12345678', 'ab', '']);
    expect(hide('<key>12345678</key>{"k":"ab","order":"9123456789"} /a?key=ab&x=abc')).toBe(
      '<key>[…]</key>{"k":"[…]","order":"9123456789"} /a?key=[…]&x=abc',
    );
  });

  it('leave an answer’s figures alone, whatever they are', () => {
    const hide = createEchoHider(['12345678', 'ab', 'key-of-the-shop']);
    expect(hide('{"id":12345678,"size":"ab","error":"key-of-the-shop yok"}')).toBe(
      '{"id":12345678,"size":"ab","error":"[…] yok"}',
    );
  });
});

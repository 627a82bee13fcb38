import { problem, ProblemError, type Problem } from '#contract/problem.ts';
import { explanationTexts, type ExplanationRow } from '../kit/explain.ts';
import { clean, NAME } from './errors.ts';

const NOTHING_TR = 'N11’de bir şey değişmedi.';
const NOTHING_EN = 'Nothing changed on N11.';

/** What n11's API can't do with a package, said before it is asked. */
const WHY = {
  'not-picking': {
    tr: [
      'Paket “hazırlanıyor” durumunda değil; N11 yalnız o durumda böldürür ve iptal ettirir.',
      NOTHING_TR,
      'Siparişi önce onaylayın; kargolandıysa işlem artık yapılamaz.',
    ],
    en: [
      'The package is not being picked; only then does N11 let it be split or cancelled in part.',
      NOTHING_EN,
      'Accept the order first; once shipped this can’t be done any more.',
    ],
  },
  'cancels-all': {
    tr: [
      'N11’in API’si bir paketin tamamını iptal ettirmez.',
      NOTHING_TR,
      'Siparişi N11 Satıcı Ofisi’nde “Reddet” ile reddedin; program sonucu okur.',
    ],
    en: [
      'N11’s API does not let a whole package be cancelled.',
      NOTHING_EN,
      'Reject the order with “Reddet” in N11’s seller office; the program reads the result.',
    ],
  },
  'more-than-there-is': {
    tr: ['Pakette istenen kadar ürün yok.', NOTHING_TR, 'Siparişi yeniden okuyup adetleri denetleyin.'],
    en: [
      'The package does not hold as many pieces as were named.',
      NOTHING_EN,
      'Read the order again and check the quantities.',
    ],
  },
  'no-bulky-carrier': {
    tr: [
      'Toplama talebi yalnız Horoz, CEVA ve Borusan ile giden paketler içindir.',
      NOTHING_TR,
      'Koli ve desi bildirmeye gerek yok; paketi taşıyıcısına verin.',
    ],
    en: [
      'A collection request is for packages that go with Horoz, CEVA or Borusan only.',
      NOTHING_EN,
      'Boxes and desi need not be reported; hand the package to its carrier.',
    ],
  },
  'one-line-only': {
    tr: [
      'İşçilik bedeli N11’de sipariş kalemi başına bildirilir.',
      NOTHING_TR,
      'Bedeli her kalem için ayrı bildirin.',
    ],
    en: [
      'N11 takes the labour cost for each order line by itself.',
      NOTHING_EN,
      'Report the cost for each line separately.',
    ],
  },
} as const satisfies Readonly<Record<string, Pick<ExplanationRow, 'tr' | 'en'>>>;

export type OrderRefusal = keyof typeof WHY;

/** `order/wrong-state` in words of its own; nothing was sent. */
export function cannot(why: OrderRefusal, packageId: string): ProblemError {
  return new ProblemError(wrongState(packageId, explanationTexts(WHY[why]), null));
}

/** `order/wrong-state` with what n11 said about the lines. */
export function linesRefused(packageId: string, reasons: readonly string[]): Problem {
  return wrongState(packageId, {}, reasons.length === 0 ? null : clean(reasons.join(' · ')));
}

export function packageNotFound(packageId: string): ProblemError {
  return new ProblemError(problem('channel/not-found', { marketplace: NAME, packageId }));
}

function wrongState(
  packageId: string,
  words: Readonly<Record<string, string>>,
  detail: string | null,
): Problem {
  return problem('order/wrong-state', { marketplace: NAME, packageId, ...words }, detail);
}

import { useTranslation } from 'react-i18next';
import type { CodeSource, StoreReport } from '#contract/shop.ts';
import { describeTableFinding, shopTableFindings } from '#contract/shop-table-findings.ts';
import { useFormat, type Format } from '../../i18n/use-format.ts';
import type { Tone } from '../../ui/state-dot.tsx';

export type Finding = { readonly tone: Tone; readonly title: string; readonly text?: string };

type Words = {
  readonly report: StoreReport;
  readonly t: ReturnType<typeof useTranslation<'onboarding'>>['t'];
  readonly format: Format;
};

/** What looking at the database has found, each with what it means; the sample shop has no database to tell of. */
export function useShopFindings(report: StoreReport): readonly Finding[] {
  const { t } = useTranslation('onboarding');
  const words: Words = { report, t, format: useFormat() };
  if (report.kind === 'sample') {
    return [...shopFindings(words), priceFinding(words), barcodeFinding(words), ...optionFindings(words)];
  }
  return [
    ...shopFindings(words),
    databaseFinding(words),
    connectionFinding(words),
    languageFinding(words),
    priceFinding(words),
    barcodeFinding(words),
    ...optionFindings(words),
    engineFinding(words),
    ...tableFindings(words),
    ...(report.rights.length === 0 ? [missingFinding(words)] : []),
    ...excessFindings(words),
  ];
}

function shopFindings({ report, t }: Words): readonly Finding[] {
  const { products: count, generation, currency } = report;
  const words = { count, generation, currency };
  const text = report.kind === 'sample' ? t('found.sampleText', words) : t('found.shopText', words);
  return [{ tone: 'ok', title: t('found.shop', { shop: report.shopName }), text }];
}

/** Where this generation keeps what the program reads and writes. */
function databaseFinding({ report, t }: Words): Finding {
  const { generation, serverVersion: server } = report;
  const title = t('found.database', { server, prefix: report.prefix || t('found.noPrefix') });
  if (generation === 'sample') return { tone: 'info', title };
  const codes = report.codeSources.some(({ source }) => source.startsWith('code:'));
  const where = t(codes ? 'found.databaseText.codeRows' : 'found.databaseText.codeColumns');
  const text = t(`found.databaseText.${generation}`);
  return { tone: 'info', title, text: generation === '4.1' ? `${text} ${where}` : text };
}

function connectionFinding({ report, t }: Words): Finding {
  if (report.tunnelHostKey !== undefined) {
    return { tone: 'ok', title: t('tunnel.found'), text: report.tunnelHostKey };
  }
  return report.encrypted
    ? { tone: 'ok', title: t('found.encrypted') }
    : { tone: 'waiting', title: t('found.plaintext'), text: t('found.plaintextText') };
}

function languageFinding({ report, t }: Words): Finding {
  return {
    tone: 'info',
    title: t('found.languages', { count: report.languages.length, names: report.languages.join(', ') }),
    text: t('found.languagesText', { language: report.language }),
  };
}

function priceFinding({ report, t }: Words): Finding {
  return { tone: 'ok', title: t(report.pricesIncludeTax ? 'found.taxIncluded' : 'found.taxExcluded') };
}

function barcodeFinding({ report, t, format }: Words): Finding {
  const barcode = report.codeSources.find(({ source }) => source === report.proposedBarcodeSource);
  if (!barcode) return { tone: 'waiting', title: t('found.barcodeNone'), text: t('found.barcodeNoneText') };
  return {
    tone: 'ok',
    title: t('found.barcode', { source: barcode.source }),
    text: t('found.barcodeText', measured(barcode, report.products, format)),
  };
}

/** How many of the things have one, how many of those are GTINs, and how many stand twice. */
function measured(
  { filled, distinct, validGtin }: CodeSource,
  all: number,
  format: Format,
): Readonly<Record<'all' | 'filled' | 'valid' | 'repeated', string>> {
  const figures = { all, filled, valid: validGtin, repeated: filled - distinct };
  const words = Object.entries(figures).map(([name, figure]) => [name, format.number(figure)] as const);
  return Object.fromEntries(words) as Record<keyof typeof figures, string>; // The same names.
}

/** Options have no codes in OpenCart's core: where an extension keeps some, and what to do where none does. */
function optionFindings({ report, t, format }: Words): readonly Finding[] {
  if (report.optionValues === 0) return [];
  const barcode = report.codeSources.find(({ source }) => source === report.proposedOptionBarcodeSource);
  if (barcode) {
    const title = t('found.optionBarcode', { source: barcode.source });
    const text = t('found.optionBarcodeText', measured(barcode, report.optionValues, format));
    return [{ tone: 'ok', title, text }];
  }
  // The sample shop's values carry their codes under the products' names.
  if (report.kind === 'sample') return [];
  return [{ tone: 'info', title: t('found.optionBarcodeNone'), text: t('found.optionBarcodeNoneText') }];
}

/** What the tables' engines mean for a write that is cut off. */
function engineFinding({ report, t, format }: Words): Finding {
  const engines = Object.entries(report.engines)
    .toSorted(([, one], [, other]) => other - one)
    .map(([engine, count]) => t('found.tables', { engine, count, number: format.number(count) }))
    .join(' · ');
  return report.transactional
    ? { tone: 'ok', title: t('found.transactional', { engines }), text: t('found.transactionalText') }
    : {
        tone: 'info',
        title: t('found.notTransactional', { engines }),
        text: t('found.notTransactionalText'),
      };
}

/** Character sets, collations and engines that do not fit together. */
function tableFindings({ report, format }: Words): readonly Finding[] {
  return shopTableFindings(report).map((finding) => {
    const { happened, means, action } = describeTableFinding(finding, format.language);
    return {
      tone: finding.weight === 'warning' ? 'waiting' : 'info',
      // A title among titles that are no sentences.
      title: happened.replace(/\.$/, ''),
      text: `${means} ${action}`,
    };
  });
}

/** In one sentence, for a report that does not tell its rights by feature. */
function missingFinding({ report, t }: Words): Finding {
  if (report.missingRights.length === 0) return { tone: 'ok', title: t('found.rightsFine') };
  return {
    tone: 'failing',
    title: t('found.rightsMissing', { rights: report.missingRights.join(', ') }),
    text: t('found.rightsMissingText'),
  };
}

function excessFindings({ report, t }: Words): readonly Finding[] {
  if (report.excessRights.length === 0) return [];
  const title = t('found.rightsExcess', { rights: report.excessRights.join(', ') });
  return [{ tone: 'info', title, text: t('found.rightsExcessText') }];
}

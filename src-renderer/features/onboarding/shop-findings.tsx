import { Anchor, Collapse, Radio, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreReport } from '#contract/shop.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { CopyBlock } from '../../ui/copy-block.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape, type Tone } from '../../ui/state-dot.tsx';
import classes from './onboarding.module.css';

type Finding = { readonly tone: Tone; readonly title: string; readonly text?: string };

/** What looking at the database has found, in words; what is missing first named and then given as statements. */
export function ShopFindings({
  report,
  onChoosePrefix,
}: {
  readonly report: StoreReport;
  readonly onChoosePrefix: (prefix: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const findings = useFindings(report);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // Chromium 156 answers with a promise, which React would take for a clean-up function.
    section.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <section ref={section} aria-label={t('found.title')} className={classes['findings']} aria-live="polite">
      {report.candidates.length > 1 ? <ShopChoice report={report} onChoosePrefix={onChoosePrefix} /> : null}
      <ul className={classes['list']}>
        {findings.map((finding) => (
          <li key={finding.title}>
            <StateShape tone={finding.tone} />
            <div>
              <div>{finding.title}</div>
              {finding.text ? <div className={classes['muted']}>{finding.text}</div> : null}
            </div>
          </li>
        ))}
      </ul>
      {report.grantStatements.length > 0 ? <Grants report={report} /> : null}
      {report.warnings.map((warning) => (
        <ProblemNotice
          key={`${warning.code}:${JSON.stringify(warning.params)}`}
          problem={warning}
          tone="waiting"
        />
      ))}
    </section>
  );
}

function useFindings(report: StoreReport): readonly Finding[] {
  const { t } = useTranslation('onboarding');
  const format = useFormat();
  const sample = report.kind === 'sample';
  const words = {
    count: report.products,
    generation: report.generation,
    currency: report.currency,
  };
  const findings: Finding[] = [
    {
      tone: 'ok',
      title: t('found.shop', { shop: report.shopName }),
      text: sample ? t('found.sampleText', words) : t('found.shopText', words),
    },
  ];
  if (report.tunnelHostKey !== undefined) {
    findings.push({ tone: 'ok', title: t('tunnel.found'), text: report.tunnelHostKey });
  } else if (!sample) {
    findings.push(
      report.encrypted
        ? { tone: 'ok', title: t('found.encrypted') }
        : { tone: 'waiting', title: t('found.plaintext'), text: t('found.plaintextText') },
    );
  }
  findings.push({
    tone: 'ok',
    title: report.pricesIncludeTax ? t('found.taxIncluded') : t('found.taxExcluded'),
  });
  const barcode = report.codeSources.find(({ source }) => source === report.proposedBarcodeSource);
  findings.push(
    barcode
      ? {
          tone: 'ok',
          title: t('found.barcode', { source: barcode.source }),
          text: t('found.barcodeText', {
            filled: format.number(barcode.filled),
            valid: format.number(barcode.validGtin),
          }),
        }
      : { tone: 'waiting', title: t('found.barcodeNone'), text: t('found.barcodeNoneText') },
  );
  if (!sample && !report.transactional) {
    findings.push({
      tone: 'info',
      title: t('found.notTransactional'),
      text: t('found.notTransactionalText'),
    });
  }
  if (!sample) findings.push(...rightsFindings(report, t));
  return findings;
}

function rightsFindings(
  report: StoreReport,
  t: ReturnType<typeof useTranslation<'onboarding'>>['t'],
): readonly Finding[] {
  const findings: Finding[] =
    report.missingRights.length === 0
      ? [{ tone: 'ok', title: t('found.rightsFine') }]
      : [
          {
            tone: 'failing',
            title: t('found.rightsMissing', { rights: report.missingRights.join(', ') }),
            text: t('found.rightsMissingText'),
          },
        ];
  if (report.excessRights.length > 0) {
    findings.push({
      tone: 'info',
      title: t('found.rightsExcess', { rights: report.excessRights.join(', ') }),
      text: t('found.rightsExcessText'),
    });
  }
  return findings;
}

/** Opened by itself when rights are missing; a link otherwise. */
function Grants({ report }: { readonly report: StoreReport }): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const [opened, { toggle }] = useDisclosure(report.missingRights.length > 0);
  return (
    <div>
      {report.missingRights.length > 0 ? null : (
        <Anchor component="button" type="button" size="sm" aria-expanded={opened} onClick={toggle}>
          {t('found.showGrants')}
        </Anchor>
      )}
      <Collapse expanded={opened} transitionDuration={80}>
        <CopyBlock label={t('found.grants')} text={report.grantStatements.join('\n')} />
      </Collapse>
    </div>
  );
}

function ShopChoice({
  report,
  onChoosePrefix,
}: {
  readonly report: StoreReport;
  readonly onChoosePrefix: (prefix: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const format = useFormat();
  return (
    <Radio.Group label={t('found.candidates')} value={report.prefix} onChange={onChoosePrefix}>
      <Stack gap="xs" mt={8}>
        {report.candidates.map((candidate) => (
          <Radio
            key={candidate.prefix}
            value={candidate.prefix}
            label={candidate.shopName}
            description={t('found.candidateText', {
              prefix: candidate.prefix === '' ? '—' : candidate.prefix,
              products: format.number(candidate.products),
            })}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

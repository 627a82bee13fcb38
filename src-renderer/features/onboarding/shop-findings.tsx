import { Radio, Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoreReport } from '#contract/shop.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './onboarding.module.css';
import { ShopRights } from './shop-rights.tsx';
import { useShopFindings } from './use-shop-findings.ts';

/** What looking at the database has found, brought into sight; and the choice where it holds more than one shop. */
export function ShopFindings({
  report,
  onChoosePrefix,
}: {
  readonly report: StoreReport;
  readonly onChoosePrefix: (prefix: string) => void;
}): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // Chromium 156 answers with a promise, which React would take for a clean-up function.
    section.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <section ref={section} aria-label={t('found.title')} className={classes['findings']} aria-live="polite">
      {report.candidates.length > 1 ? <ShopChoice report={report} onChoosePrefix={onChoosePrefix} /> : null}
      <FoundInShop report={report} />
    </section>
  );
}

/** A report in words: each finding with what it means, the user's rights by feature, what to be warned of. */
export function FoundInShop({ report }: { readonly report: StoreReport }): React.ReactNode {
  const findings = useShopFindings(report);
  return (
    <>
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
      <ShopRights report={report} />
      {report.warnings.map((warning) => (
        <ProblemNotice
          key={`${warning.code}:${JSON.stringify(warning.params)}`}
          problem={warning}
          tone="waiting"
        />
      ))}
    </>
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

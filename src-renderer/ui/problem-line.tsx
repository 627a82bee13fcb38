import { useTranslation } from 'react-i18next';
import { describeProblem } from '#contract/problem-texts.ts';
import type { Problem } from '#contract/problem.ts';
import { useLanguage } from '../i18n/use-format.ts';
import panel from './detail-panel.module.css';

/**
 * A problem among many of its kind: what happened and what to do in two lines, the code and the raw text behind
 * "details". Where a problem stands alone, `ProblemNotice` says more.
 */
export function ProblemLine({ problem }: { readonly problem: Problem }): React.ReactNode {
  const { t } = useTranslation();
  const text = describeProblem(problem, useLanguage());
  return (
    <div className={panel['problem']}>
      <span>{text.happened}</span>
      <span className={panel['muted']}>→ {text.action}</span>
      <details>
        <summary>{t('problem.showDetails')}</summary>
        <pre>
          {problem.code}
          {problem.detail === null ? '' : `\n${problem.detail}`}
        </pre>
      </details>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { describeProblem } from '#contract/problem-texts.ts';
import type { Problem } from '#contract/problem.ts';
import { useLanguage } from '../i18n/use-format.ts';
import panel from './detail-panel.module.css';

/** Longer words of the other side are looked at behind "details". */
const LONGEST_WORDS = 300;

/**
 * A problem among many of its kind: what happened and what to do in two lines, the code and the raw text behind
 * "details". `full` says what it means as well, and the other side's own words where they are short: there the reason is
 * what one reads it for. Where a problem stands alone, `ProblemNotice` says more.
 */
export function ProblemLine({
  problem,
  full = false,
  means,
}: {
  readonly problem: Problem;
  readonly full?: boolean;
  /** What it means here, where the problem's own words speak of something else. */
  readonly means?: string | undefined;
}): React.ReactNode {
  const { t } = useTranslation();
  const text = describeProblem(problem, useLanguage());
  return (
    <div className={panel['problem']}>
      <span>{text.happened}</span>
      {full && problem.detail !== null && problem.detail.length <= LONGEST_WORDS ? (
        <span>{t('problem.theirWords', { words: problem.detail })}</span>
      ) : null}
      {full ? <span className={panel['muted']}>{means ?? text.means}</span> : null}
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

import { Button, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { describeProblem } from '#contract/problem-texts.ts';
import type { Problem } from '#contract/problem.ts';
import { useLanguage } from '../i18n/use-format.ts';
import { StateShape } from './state-dot.tsx';
import classes from './problem-notice.module.css';

/**
 * A problem in three parts: what happened, what it means for the shop, what to do. The code and the raw text of the
 * other side are behind "details". `action` is the one button that helps, where there is one.
 */
export function ProblemNotice({
  problem,
  action,
  tone = 'failing',
}: {
  readonly problem: Problem;
  readonly action?: React.ReactNode;
  readonly tone?: 'failing' | 'waiting';
}): React.ReactNode {
  const { t } = useTranslation();
  const [opened, { toggle }] = useDisclosure(false);
  const text = describeProblem(problem, useLanguage());
  return (
    <section className={classes['notice']} data-tone={tone} role="alert">
      <StateShape tone={tone} />
      <div className={classes['text']}>
        <p className={classes['happened']}>{text.happened}</p>
        <p>{text.means}</p>
        <p>
          <span aria-hidden="true">→ </span>
          {text.action}
        </p>
        <div className={classes['buttons']}>
          {action}
          <Button
            variant="transparent"
            px={0}
            td="underline"
            size="compact-xs"
            color="gray"
            aria-expanded={opened}
            onClick={toggle}
          >
            {opened ? t('problem.hideDetails') : t('problem.showDetails')}
          </Button>
        </div>
        <Collapse expanded={opened} transitionDuration={80}>
          <pre className={classes['details']}>
            {problem.code}
            {problem.detail === null ? '' : `\n${problem.detail}`}
          </pre>
        </Collapse>
      </div>
    </section>
  );
}

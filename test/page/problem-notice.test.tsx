import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { describeProblem } from '#contract/problem-texts.ts';
import { PROBLEM_CODES, problem } from '#contract/problem.ts';
import { ORPCError } from '@orpc/client';
import { problemOf } from '../../src-renderer/client/problem-of.ts';
import { ProblemNotice } from '../../src-renderer/ui/problem-notice.tsx';
import { showPage } from '../support/page-render.tsx';

describe('a problem on the page', () => {
  it('says what happened, what it means and what to do, and hides the raw text behind a button', async () => {
    const value = problem('store/wrong-password', { user: 'meschain' }, 'ER_ACCESS_DENIED_ERROR 1045');
    const { user } = showPage(<ProblemNotice problem={value} />);
    const text = describeProblem(value, 'tr');
    expect(screen.getByText(text.happened)).toBeTruthy();
    expect(screen.getByText(text.means)).toBeTruthy();
    expect(screen.getByText(text.action, { exact: false })).toBeTruthy();
    const details = screen.getByRole('button', { name: 'Ayrıntılar' });
    expect(details.getAttribute('aria-expanded')).toBe('false');
    await user.click(details);
    expect(screen.getByRole('button', { name: 'Ayrıntıları gizle' }).getAttribute('aria-expanded')).toBe(
      'true',
    );
    expect(screen.getByText(/ER_ACCESS_DENIED_ERROR 1045/).textContent).toContain('store/wrong-password');
  });

  it('never shows a code alone, whatever the problem', () => {
    for (const code of PROBLEM_CODES) {
      const { screen: shown } = showPage(<ProblemNotice problem={problem(code)} />, { language: 'en' });
      const notice = shown.getByRole('alert');
      const sentences = [...notice.querySelectorAll('p')].map((paragraph) => paragraph.textContent);
      expect(sentences).toHaveLength(3);
      for (const sentence of sentences) expect(sentence?.length ?? 0, code).toBeGreaterThan(8);
      shown.unmount();
    }
  });

  it('shows foreign text as text', () => {
    const hostile = problem('channel/request-refused', {}, '<img src=x onerror="window.hacked = true">');
    const { screen: shown } = showPage(<ProblemNotice problem={hostile} />);
    expect(shown.container.querySelector('img')).toBeNull();
  });

  it('takes an expected failure for what it is, and anything else for a fault of the program', () => {
    const expected = problem('channel/wrong-key', { marketplace: 'Trendyol' });
    expect(problemOf(new ORPCError('PROBLEM', { status: 422, data: expected, defined: true }))).toEqual(
      expected,
    );
    expect(problemOf(new ORPCError('PROBLEM', { status: 422, data: { code: 'no/such-code' } })).code).toBe(
      'engine/bug',
    );
    expect(problemOf(new TypeError('x is undefined'))).toEqual(problem('engine/bug', {}, 'x is undefined'));
  });
});

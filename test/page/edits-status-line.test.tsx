import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { StatusLine } from '../../src-renderer/app/status-line.tsx';
import { editPages, someEdit, stockConflict } from '../support/page-data-edits.ts';
import { someOverview } from '../support/page-data.ts';
import { showPage } from '../support/page-render.tsx';

test('the bottom line says what is not in the shop yet and what needs a choice, and leads there', async () => {
  const edits = [
    someEdit(),
    someEdit({ field: 'model', base: 'a', mine: 'b' }),
    someEdit({ field: 'enabled', base: true, mine: false }),
    stockConflict(7),
  ];
  showPage(<StatusLine />, {
    answers: { overview: { get: () => someOverview() }, edits: { page: editPages(() => edits) } },
  });
  expect((await screen.findByRole('link', { name: '3 düzenleme bekliyor' })).getAttribute('href')).toBe(
    '#/edits',
  );
  expect(screen.getByRole('link', { name: '1 çelişki' }).getAttribute('href')).toBe('#/edits?tab=conflicts');
  expect(screen.queryByRole('link', { name: /reddedilen/ })).toBeNull();
});

test('with nothing waiting the bottom line stays quiet about edits', async () => {
  showPage(<StatusLine />, {
    answers: { overview: { get: () => someOverview() }, edits: { page: editPages(() => []) } },
  });
  await screen.findByText('Trendyol Ana Mağaza');
  expect(screen.queryByText(/düzenleme/)).toBeNull();
});

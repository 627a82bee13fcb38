import { expect, it } from 'vitest';
import { categoryPaths } from '#engine/store/opencart/edit/category-paths.ts';

it('ten thousand categories in a row of each other’s children have their breadcrumbs', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => String(index + 1));
  const names = new Map(ids.map((id) => [id, `K${id}`]));
  const steps = ids.flatMap((categoryId, index) =>
    ids
      .slice(Math.max(0, index - 3), index + 1)
      .map((ancestorId, level) => ({ categoryId, ancestorId, level })),
  );
  const paths = categoryPaths(ids, names, steps);
  expect(paths).toHaveLength(10_000);
  expect(paths.at(-1)?.path).toBe('K9997 > K9998 > K9999 > K10000');
});

it('a category stands by its own name or number where nothing else is known of it', () => {
  const step = (categoryId: string, ancestorId: string, level: number) => ({ categoryId, ancestorId, level });
  const names = new Map([
    ['1', 'Giyim'],
    ['2', 'Elbise'],
  ]);
  const steps = [step('2', '2', 1), step('2', '1', 0), step('3', '404', 0)];
  expect(categoryPaths(['1', '2', '3'], names, steps)).toEqual([
    { categoryId: '1', path: 'Giyim' },
    { categoryId: '2', path: 'Giyim > Elbise' },
    { categoryId: '3', path: '3' },
  ]);
});

/** The engine's own limit of a page. */
const PAGE = 500;

type Page = { readonly rows: readonly unknown[]; readonly total: number };
type RowOf<P extends Page> = P['rows'][number];

/** Every row of a list that comes in pages, or the first `atMost` of them; with the last page read. */
export async function allRows<P extends Page>(
  readPage: (window: { readonly offset: number; readonly limit: number }) => Promise<P>,
  atMost = Number.POSITIVE_INFINITY,
): Promise<{ readonly rows: readonly RowOf<P>[]; readonly page: P }> {
  const rows: RowOf<P>[] = [];
  for (;;) {
    const page = await readPage({ offset: rows.length, limit: Math.min(PAGE, atMost - rows.length) });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= Math.min(page.total, atMost)) return { rows, page };
  }
}

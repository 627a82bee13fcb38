import type { PublishAction, PublishPreview, PublishRun, PublishSelection } from '#contract/publishing.ts';
import { allRows } from './all-rows.ts';
import { withProfile, type CommandContext } from './context.ts';
import { describeForPeople } from './describe-problem.ts';
import { findChannel } from './find-channel.ts';
import { EXIT, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { sellingWords } from './selling-words.ts';
import { formatTable } from './table.ts';

export type CatalogueOptions = {
  readonly channel: string;
  readonly search: string;
  readonly refresh: boolean;
};

function listed(context: CommandContext, table: string, rows: readonly unknown[], total: number): string {
  const words = sellingWords(context.language());
  return rows.length === 0 ? words.none : `${table}\n\n${words.found(total)}`;
}

/** `categories`: the marketplace's categories as kept; read from it where none are, or where asked for. */
export async function categories(context: CommandContext, options: CatalogueOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const state = await client.catalogue.state({ channelId });
    if (options.refresh || state.categories.readAt === null)
      await client.catalogue.refresh({ requestId: crypto.randomUUID(), channelId, what: 'categories' });
    const { rows, page } = await allRows((window) =>
      client.catalogue.categories({ ...window, channelId, search: options.search, leavesOnly: true }),
    );
    const words = sellingWords(context.language());
    const table = formatTable(
      [{ title: words.id }, { title: words.path, content: 'sentence' }, { title: words.open }],
      rows.map(({ categoryId, path, open }) => [categoryId, path, open ? words.yes : words.no]),
    );
    return {
      json: { rows, total: page.total },
      text: listed(context, table, rows, page.total),
      exitCode: EXIT.done,
    };
  });
}

export type AttributeOptions = CatalogueOptions & { readonly values?: string };

/** `attributes`: what a category asks for, or which values one of its attributes takes. */
export async function attributes(
  context: CommandContext,
  categoryId: string,
  options: AttributeOptions,
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const what = { channelId, what: 'attributes', categoryId } as const;
    if (options.refresh) await client.catalogue.refresh({ requestId: crypto.randomUUID(), ...what });
    if (options.values !== undefined)
      return valuesOf(context, client, {
        channelId,
        categoryId,
        attributeId: options.values,
        search: options.search,
      });
    const found = await client.catalogue.attributes({ channelId, categoryId });
    const words = sellingWords(context.language());
    const table = formatTable(
      [{ title: words.id }, { title: words.name }, { title: words.required }, { title: words.kind }],
      found.attributes.map((each) => [
        each.attributeId,
        each.name,
        each.required ? words.yes : words.no,
        each.kind,
      ]),
    );
    const { length } = found.attributes;
    return { json: found, text: listed(context, table, found.attributes, length), exitCode: EXIT.done };
  });
}

async function valuesOf(
  context: CommandContext,
  client: EngineClient,
  of: {
    readonly channelId: string;
    readonly categoryId: string;
    readonly attributeId: string;
    readonly search: string;
  },
): Promise<Outcome> {
  const { rows, page } = await allRows((window) => client.catalogue.values({ ...window, ...of }));
  const words = sellingWords(context.language());
  const table = formatTable(
    [{ title: words.id }, { title: words.name, content: 'sentence' }],
    rows.map(({ valueId, name }) => [valueId, name]),
  );
  const text = listed(context, table, rows, page.total);
  return { json: { rows, total: page.total }, text, exitCode: EXIT.done };
}

/** `brands`: the marketplace's brands with a name like the one that is looked for. */
export async function brands(context: CommandContext, options: CatalogueOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    if (options.refresh)
      await client.catalogue.refresh({ requestId: crypto.randomUUID(), channelId, what: 'brands' });
    const { rows, page } = await allRows((window) =>
      client.catalogue.brands({ ...window, channelId, search: options.search }),
    );
    const words = sellingWords(context.language());
    const table = formatTable(
      [{ title: words.id }, { title: words.name }],
      rows.map(({ brandId, name }) => [brandId, name]),
    );
    return {
      json: { rows, total: page.total },
      text: listed(context, table, rows, page.total),
      exitCode: EXIT.done,
    };
  });
}

export type PublishOptions = {
  readonly channel: string;
  readonly sku: readonly string[];
  readonly all?: boolean;
  readonly dryRun?: boolean;
};

/** `publish` and `listings …`: brings products onto a channel, or does something with what is there. */
export function publishing(action: PublishAction) {
  return (context: CommandContext, options: PublishOptions): Promise<Outcome> =>
    withProfile(context, async ({ client }) => {
      const { channelId } = await findChannel(client, options.channel);
      const selection: PublishSelection =
        options.sku.length > 0 ? { by: 'stock-codes', stockCodes: [...options.sku] } : { by: 'all' };
      const wish = { channelId, action, selection };
      if (options.dryRun) return previewed(context, await client.publishing.preview(wish));
      let run = await client.publishing.start({ requestId: crypto.randomUUID(), ...wish });
      // A creation may take a marketplace hours: after some minutes it is left to the next sync.
      for (let turn = 0; turn < 15 && isMoving(run); turn += 1)
        run = await client.publishing.poll({ runId: run.runId });
      return published(context, client, run);
    });
}

function isMoving({ finishedAt, counts, problem }: PublishRun): boolean {
  return finishedAt === null && problem === null && counts.sent > 0;
}

function previewed(context: CommandContext, preview: PublishPreview): Outcome {
  const language = context.language();
  const words = sellingWords(language);
  const table = formatTable(
    [{ title: words.stockCode }, { title: words.product }, { title: words.reason, content: 'sentence' }],
    preview.items.map(({ stockCode, title, faults, verdict }) => [
      stockCode,
      title,
      [
        ...faults.map(({ message }) => message[language]),
        ...(verdict?.problem ? [describeForPeople(verdict.problem, language)] : []),
      ].join(' '),
    ]),
  );
  const end = words.previewed(preview.ready, preview.held, preview.requests.length);
  const requests = preview.requests.map(({ method, url, items, bodyText, stopped }) =>
    [
      `${method} ${url} · ${words.carries(items)}`,
      ...(stopped === null ? [] : [describeForPeople(stopped, language)]),
      ...(bodyText === null ? [] : [bodyText]),
    ].join('\n'),
  );
  const isStopped = preview.requests.some(({ stopped }) => stopped !== null);
  return {
    json: preview,
    text: [table, ...requests, end].join('\n\n'),
    exitCode: preview.held > 0 || isStopped ? EXIT.unfinished : EXIT.done,
  };
}

async function published(context: CommandContext, client: EngineClient, run: PublishRun): Promise<Outcome> {
  const language = context.language();
  const words = sellingWords(language);
  const { rows } = await allRows((window) =>
    client.publishing.run({ ...window, runId: run.runId, state: null }),
  );
  const table = formatTable(
    [
      { title: words.stockCode },
      { title: words.product },
      { title: words.state },
      { title: words.reason, content: 'sentence' },
    ],
    rows.map(({ stockCode, title, state, problem, faults }) => [
      stockCode,
      title,
      words.states[state],
      problem
        ? describeForPeople(problem, language)
        : faults
            .filter(({ severity }) => severity === 'error')
            .map(({ message }) => message[language])
            .join(' '),
    ]),
  );
  const { done, failed, held, waiting, sent, unknown } = run.counts;
  const open = waiting + sent + unknown;
  return {
    json: { run, items: rows },
    text: `${table}\n\n${words.published(done, failed, held, open)}`,
    exitCode: failed + held + open > 0 ? EXIT.unfinished : EXIT.done,
  };
}

/** `channel capabilities`: what each marketplace's API offers to this program, and why not. */
export async function capabilities(context: CommandContext): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const matrix = await client.channels.capabilities();
    const language = context.language();
    const words = sellingWords(language);
    const table = formatTable(
      [{ title: words.name }, ...matrix.marketplaces.map(({ name }) => ({ title: name }))],
      matrix.rows.map(({ label, cells }) => [label[language], ...cells.map(({ state }) => state)]),
    );
    return { json: matrix, text: table, exitCode: EXIT.done };
  });
}

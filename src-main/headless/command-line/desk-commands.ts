import { writeFile } from 'node:fs/promises';
import { DeskWish, LabelFormat } from '#contract/order-desk.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { withProfile, type CommandContext } from './context.ts';
import { EXIT, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { sellingWords } from './selling-words.ts';
import { formatTable } from './table.ts';

/** An order by its id here, or by its number on the marketplace where only one channel has it. */
async function orderIdOf(client: EngineClient, asked: string): Promise<string> {
  const page = await client.orders.page({
    channelId: null,
    filter: 'all',
    search: asked,
    offset: 0,
    limit: 500,
  });
  const found = page.rows.filter(({ orderId, orderNumber }) => orderId === asked || orderNumber === asked);
  if (found.length !== 1) throw new ProblemError(problem('order/not-known', { orderId: asked }));
  return found[0]!.orderId;
}

/** `order show`: each package with what can be done with it now, and why not. */
export async function orderShow(context: CommandContext, order: string): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const desk = await client.orders.desk({ orderId: await orderIdOf(client, order) });
    const language = context.language();
    const words = sellingWords(language);
    const table = formatTable(
      [{ title: words.id }, { title: words.kind }, { title: words.reason, content: 'sentence' }],
      desk.flatMap(({ packageId, actions }) =>
        actions.map(({ action, reason }) => [packageId, action, reason?.[language] ?? words.yes]),
      ),
    );
    return { json: desk, text: table, exitCode: EXIT.done };
  });
}

/** `order choices`: the reasons and carriers that the marketplace takes for a package. */
export async function orderChoices(
  context: CommandContext,
  order: string,
  packageId: string,
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const choices = await client.orders.choices({ orderId: await orderIdOf(client, order), packageId });
    const words = sellingWords(context.language());
    const table = formatTable(
      [{ title: words.id }, { title: words.name, content: 'sentence' }],
      [
        ...choices.cancelReasons.map(({ reasonId, text }) => [reasonId, text]),
        ...choices.cargoCompanies.map(({ cargoCompanyId, name }) => [cargoCompanyId, name]),
      ],
    );
    return { json: choices, text: table, exitCode: EXIT.done };
  });
}

/** One action of the order desk, its values out of the command's options. */
export function orderAct<T>(wishOf: (options: T) => unknown) {
  return (context: CommandContext, order: string, packageId: string, options: T): Promise<Outcome> =>
    withProfile(context, async ({ client }) => {
      const wish = DeskWish.safeParse(wishOf(options));
      if (!wish.success) {
        const field = wish.error.issues[0]?.path.join('.') ?? '';
        throw new ProblemError(problem('input/invalid', { field }));
      }
      const orderId = await orderIdOf(client, order);
      const detail = await client.orders.act({
        requestId: crypto.randomUUID(),
        orderId,
        packageId,
        wish: wish.data,
      });
      return { json: detail.row, text: sellingWords(context.language()).done, exitCode: EXIT.done };
    });
}

/** `order label`: writes the label into a file. */
export async function orderLabel(
  context: CommandContext,
  order: string,
  packageId: string,
  options: { readonly format: string; readonly out: string },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const orderId = await orderIdOf(client, order);
    const format = LabelFormat.parse(options.format);
    const label = await client.orders.label({ orderId, packageId, format });
    await writeFile(options.out, Buffer.from(label.base64, 'base64'));
    const json = { file: options.out, format: label.format };
    return { json, text: sellingWords(context.language()).saved(options.out), exitCode: EXIT.done };
  });
}

/** `3f2:2,9a1:1` as lines with quantities. */
export function parseLines(text: string): readonly { lineId: string; quantity: number }[] {
  return text.split(',').map((part) => {
    const at = part.lastIndexOf(':');
    return { lineId: part.slice(0, at).trim(), quantity: Number(part.slice(at + 1)) };
  });
}

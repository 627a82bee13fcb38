import { writeFile } from 'node:fs/promises';
import {
  DeskWish,
  FurtherDeskAction,
  FurtherDeskWish,
  LabelFormat,
  type AnyDeskAction,
  type PackageDesk,
} from '#contract/order-desk.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { withProfile, type CommandContext } from './context.ts';
import { deskWords } from './desk-words.ts';
import { findOrder, findPackage, newRequest } from './find-order.ts';
import { EXIT, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { problemOf } from './problem-of.ts';
import { sellingWords } from './selling-words.ts';
import { stateWords } from './state-words.ts';
import { formatTable } from './table.ts';

export type ChannelOption = { readonly channel?: string };

/** `order show`: each package with its lines, what can be done with it now, and why not. */
export async function orderShow(
  context: CommandContext,
  order: string,
  { channel }: ChannelOption,
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { orderId } = await findOrder(context, client, { order, channel });
    const desk = await client.orders.desk({ orderId });
    return { json: desk, text: deskText(context, desk), exitCode: EXIT.done };
  });
}

function deskText(context: CommandContext, desk: readonly PackageDesk[]): string {
  const language = context.language();
  const [words, states, own] = [sellingWords(language), stateWords(language), deskWords(language)];
  const lines = formatTable(
    [
      { title: own.package },
      { title: words.state },
      { title: own.line },
      { title: own.pieces, align: 'right' },
      { title: words.product, content: 'sentence' },
    ],
    desk.flatMap(({ packageId, status, rawStatus, lines: all }) =>
      all.map(({ lineId, quantity, title }) => [
        packageId,
        status === 'other' ? rawStatus : states.order[status],
        lineId,
        String(quantity),
        title,
      ]),
    ),
  );
  const actions = formatTable(
    [{ title: own.package }, { title: own.action }, { title: own.possible, content: 'sentence' }],
    desk.flatMap(({ packageId, actions: all, further }) =>
      [...all, ...(further ?? [])].map(({ action, reason }) => [
        packageId,
        own.actions[action],
        reason?.[language] ?? words.yes,
      ]),
    ),
  );
  const unsettled = desk.flatMap(({ packageId, unsettled: open }) =>
    (open ?? []).map((action) => own.unsettled(packageId, own.actions[action])),
  );
  return [lines, '', actions, ...(unsettled.length > 0 ? ['', ...unsettled] : [])].join('\n');
}

/** `order choices`: the reasons and carriers that the marketplace takes for a package. */
export async function orderChoices(
  context: CommandContext,
  order: string,
  asked: string | undefined,
  { channel }: ChannelOption,
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { orderId } = await findOrder(context, client, { order, channel });
    const packageId = await findPackage(client, orderId, { asked, action: null });
    const choices = await client.orders.choices({ orderId, packageId });
    const own = deskWords(context.language());
    const table = formatTable(
      [{ title: own.kind }, { title: own.id }, { title: own.name, content: 'sentence' }],
      [
        ...choices.cancelReasons.map(({ reasonId, text }) => [own.cancelReason, reasonId, text]),
        ...choices.cargoCompanies.map(({ cargoCompanyId, name }) => [own.cargoCompany, cargoCompanyId, name]),
      ],
    );
    return { json: choices, text: table, exitCode: EXIT.done };
  });
}

/** One action of the order desk, its values out of the command's options. */
export function orderAct<T extends ChannelOption>(
  action: AnyDeskAction | ((options: T) => AnyDeskAction),
  wishOf: (options: T) => unknown,
) {
  return (context: CommandContext, order: string, asked: string | undefined, options: T): Promise<Outcome> =>
    withProfile(context, async ({ client }) => {
      const given = await wishOf(options);
      const { orderId } = await findOrder(context, client, { order, channel: options.channel });
      const named = typeof action === 'function' ? action(options) : action;
      const packageId = await findPackage(client, orderId, { asked, action: named });
      const whole = named === 'cancel' ? await withOnlyReason(client, { orderId, packageId }, given) : given;
      const wish = FurtherDeskAction.safeParse(named).success
        ? FurtherDeskWish.safeParse(whole)
        : DeskWish.safeParse(whole);
      if (!wish.success) {
        const field = wish.error.issues[0]?.path.join('.') ?? '';
        throw new ProblemError(problem('input/invalid', { field }));
      }
      const { row } = await client.orders.act({ ...newRequest(), orderId, packageId, wish: wish.data });
      // Buyers are for the page: a shell's output is kept.
      const { buyer: _personal, ...shown } = row;
      const packages = await client.orders.desk({ orderId });
      const json = { ...shown, packageId, action: wish.data.action, packages };
      return { json, text: sellingWords(context.language()).done, exitCode: EXIT.done };
    });
}

/** Where the marketplace knows one reason only, it need not be named. */
async function withOnlyReason(
  client: EngineClient,
  place: { readonly orderId: string; readonly packageId: string },
  given: unknown,
): Promise<unknown> {
  if (typeof given !== 'object' || given === null || Reflect.get(given, 'reasonId') !== undefined)
    return given;
  const { cancelReasons } = await client.orders.choices(place);
  return cancelReasons.length === 1 ? { ...given, reasonId: cancelReasons[0]!.reasonId } : given;
}

/** `order settle`: says of what got no answer whether it arrived. */
export async function orderSettle(
  context: CommandContext,
  order: string,
  asked: string | undefined,
  options: ChannelOption & { readonly arrived: boolean },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { orderId } = await findOrder(context, client, { order, channel: options.channel });
    const open = (await client.orders.desk({ orderId })).filter(
      ({ unsettled }) => (unsettled ?? []).length > 0,
    );
    const packageId =
      asked === undefined && open.length === 1
        ? open[0]!.packageId
        : await findPackage(client, orderId, { asked, action: null });
    const { arrived } = options;
    const packages = await client.orders.settle({ ...newRequest(), orderId, packageId, arrived });
    const text = deskWords(context.language()).settled(packageId);
    return { json: { orderId, packageId, arrived, packages }, text, exitCode: EXIT.done };
  });
}

/** `order label`: writes the label into a file, in the named form or the first that the marketplace has. */
export async function orderLabel(
  context: CommandContext,
  order: string,
  asked: string | undefined,
  options: ChannelOption & { readonly format?: string; readonly out: string },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { orderId } = await findOrder(context, client, { order, channel: options.channel });
    const packageId = await findPackage(client, orderId, { asked, action: 'label' });
    const wanted = options.format === undefined ? LabelFormat.options : [LabelFormat.parse(options.format)];
    const label = await firstLabel(client, { orderId, packageId }, wanted);
    await writeFile(options.out, Buffer.from(label.base64, 'base64'));
    const json = { file: options.out, format: label.format, packageId };
    return { json, text: sellingWords(context.language()).saved(options.out), exitCode: EXIT.done };
  });
}

async function firstLabel(
  client: EngineClient,
  place: { readonly orderId: string; readonly packageId: string },
  formats: readonly LabelFormat[],
): Promise<Awaited<ReturnType<EngineClient['orders']['label']>>> {
  for (const [index, format] of formats.entries()) {
    try {
      return await client.orders.label({ ...place, format });
    } catch (error) {
      const last = index === formats.length - 1;
      if (last || problemOf(error)?.code !== 'channel/not-offered') throw error;
    }
  }
  throw new RangeError('no form of label was asked for');
}

/** `3f2:2,9a1:1` as lines with quantities; a line alone stands for one piece of it. */
export function parseLines(text: string): readonly { lineId: string; quantity: number }[] {
  return text.split(',').map((part) => {
    const [, lineId, quantity] = /^\s*(.+?)\s*:\s*(\d+)\s*$/.exec(part) ?? [];
    return lineId === undefined
      ? { lineId: part.trim(), quantity: 1 }
      : { lineId, quantity: Number(quantity) };
  });
}

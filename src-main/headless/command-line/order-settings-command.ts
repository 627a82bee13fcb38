import { randomUUID } from 'node:crypto';
import { choicesOf, NONE, ORDER_FIELD_NAMES } from '#contract/order-fields.ts';
import { explainOrderRefusal, orderChoicesText } from '#contract/order-refusal.ts';
import { ProblemError } from '#contract/problem.ts';
import type { StoreReport, StoreSettings, StoreState } from '#contract/shop.ts';
import { askSecret } from './ask-secret.ts';
import { withProfile, type CommandContext } from './context.ts';
import { valueOf, withFields } from './order-settings-fields.ts';
import { orderSettingsWords } from './order-settings-words.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import { problemOf } from './problem-of.ts';
import type { EngineClient } from './profile.ts';
import { formatTable } from './table.ts';

export type OrderSettingsOptions = { readonly set?: readonly string[]; readonly apiKey?: boolean };

/**
 * `order settings`: how orders go into the shop, as it stands and with what can be chosen; `--set` changes it, all of what
 * is given or nothing. The key of the shop's API is never an argument: the environment or the terminal gives it.
 */
export async function orderSettings(
  context: CommandContext,
  options: OrderSettingsOptions,
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { report, settings } = connected(await client.shop.get());
    const given = options.set ?? [];
    const asksKey = options.apiKey ?? false;
    if (given.length === 0 && !asksKey) return settingsOutcome(context, { report, settings, saved: false });
    const wanted = withFields(settings, given, report);
    const shopApiKey = asksKey ? { shopApiKey: await readApiKey(context) } : {};
    const state = await keep(client, { settings: wanted, ...shopApiKey }, report);
    return settingsOutcome(context, { ...connected(state), saved: true });
  });
}

type Connected = { readonly report: StoreReport; readonly settings: StoreSettings };

function connected({ report, settings }: StoreState): Connected {
  if (report !== null && settings !== null) return { report, settings };
  throw new UsageError(orderSettingsWords('tr').connectFirst, orderSettingsWords('en').connectFirst);
}

async function readApiKey(context: CommandContext): Promise<string> {
  const key =
    context.env['MESCHAIN_SHOP_API_KEY'] ??
    (await askSecret(context.streams, orderSettingsWords(context.language()).apiKey));
  if (key !== null && key !== '') return key;
  throw new UsageError(orderSettingsWords('tr').keyMissing, orderSettingsWords('en').keyMissing);
}

async function keep(
  client: EngineClient,
  wanted: { readonly settings: StoreSettings; readonly shopApiKey?: string },
  report: StoreReport,
): Promise<StoreState> {
  try {
    return await client.shop.setSettings({ requestId: randomUUID(), ...wanted });
  } catch (error) {
    const refused = problemOf(error);
    if (refused?.code !== 'input/invalid') throw error;
    throw new ProblemError(explainOrderRefusal(refused, report), { cause: error });
  }
}

function settingsOutcome(
  context: CommandContext,
  { report, settings, saved }: Connected & { readonly saved: boolean },
): Outcome {
  const language = context.language();
  const words = orderSettingsWords(language);
  const rows = ORDER_FIELD_NAMES.map((field) => {
    const value = valueOf(field, settings);
    const name = choicesOf(field, report).find((choice) => choice.value === value)?.name ?? '';
    const now = value === NONE ? words.none : name === '' ? value : `${value} (${name})`;
    return [field, now, orderChoicesText(field, report, language)];
  });
  const [setting, now, choices] = words.titles;
  const table = formatTable(
    [{ title: setting }, { title: now }, { title: choices, content: 'sentence' }],
    rows,
  );
  return {
    json: {
      saved,
      settings: Object.fromEntries(
        ORDER_FIELD_NAMES.map((field) => {
          const value = valueOf(field, settings);
          return [field, value === NONE ? null : value];
        }),
      ),
      choices: Object.fromEntries(ORDER_FIELD_NAMES.map((field) => [field, choicesOf(field, report)])),
    },
    text: saved ? `${words.saved}\n\n${table}` : table,
    exitCode: EXIT.done,
  };
}

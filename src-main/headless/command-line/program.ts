import { Command, InvalidArgumentError, Option } from 'commander';
import type { Act } from './act.ts';
import { addAfterSalesCommands } from './after-sales-program.ts';
import { addArchiveCommands } from './archive-program.ts';
import {
  addChannel,
  checkChannel,
  listChannels,
  removeChannel,
  type AddChannelOptions,
} from './channel-commands.ts';
import { viewChannel, type ChannelViewOptions } from './channel-view-command.ts';
import { addCodeCommands } from './code-program.ts';
import type { CommandContext, GlobalOptions } from './context.ts';
import { demo, type DemoOptions } from './demo-command.ts';
import { addEditCommands, addStoreWriteCommands } from './edit-program.ts';
import { addMarketCommands } from './market-program.ts';
import { orders } from './order-commands.ts';
import { orderSettings, type OrderSettingsOptions } from './order-settings-command.ts';
import { addMappingCommands } from './mapping-program.ts';
import type { Outcome } from './outcome.ts';
import { link, LINK_BY_CHOICES, plan, type LinkBy } from './plan-commands.ts';
import { sandbox, type SandboxOptions } from './sandbox-command.ts';
import { addSellingCommands } from './selling-program.ts';
import { serve, type ServeOptions } from './serve-command.ts';
import { status } from './status-command.ts';
import { checkStore, connectStore, type ConnectOptions } from './store-commands.ts';
import { audit, pull, push, sync, type ApproveOption, type ChannelOption } from './sync-commands.ts';

/** Runs one command: makes its context, prints its outcome, remembers its exit code. */
export type RunCommand = (
  options: GlobalOptions,
  command: (context: CommandContext) => Promise<Outcome | void>,
) => Promise<void>;

export type ProgramOptions = {
  readonly version: string;
  readonly defaultData: string;
  readonly run: RunCommand;
};

/** The commands and their options. Knows nothing of how they do it. */
export function createProgram({ version, defaultData, run }: ProgramOptions): Command {
  const program = new Command('meschain')
    .description(
      'OpenCart mağazanızı pazaryerleriyle eşitler. / Keeps your OpenCart shop and marketplaces in step.',
    )
    .version(version)
    .addOption(new Option('--data <folder>', 'profile folder').env('MESCHAIN_DATA').default(defaultData))
    .option('--json', 'print one JSON document on standard output', false)
    .showHelpAfterError(false);
  const act =
    <T extends readonly unknown[]>(
      command: (context: CommandContext, ...given: T) => Promise<Outcome | void>,
    ) =>
    (...given: [...T, Command]): Promise<void> =>
      run(program.opts<GlobalOptions>(), (context) =>
        command(context, ...(given.slice(0, -1) as unknown as T)),
      );
  addHostCommands(program, act);
  addStoreCommands(program, act);
  addChannelCommands(program, act);
  addSyncCommands(program, act);
  addEditCommands(program, act);
  addCodeCommands(program, act);
  addArchiveCommands(program, act);
  addAfterSalesCommands(program, act);
  addMappingCommands(program, act);
  addSellingCommands(program, act);
  addMarketCommands(program, act);
  return program;
}

function addHostCommands(program: Command, act: Act): void {
  program
    .command('demo')
    .description(
      'try everything on this computer: sample shop, sandbox marketplace, first sync, then the page',
    )
    .option('--once', 'end after the table', false)
    .addOption(portOption())
    .action(act<[DemoOptions]>(demo));
  program
    .command('serve')
    .description('browser mode: serve the page on 127.0.0.1')
    .addOption(portOption())
    .action(act<[ServeOptions]>(serve));
  program
    .command('sandbox')
    .description('run the sandbox marketplaces and print their addresses and credentials')
    .addOption(portOption())
    .addOption(
      new Option('--seed <what>', 'what is listed when it starts')
        .choices(['none', 'sample'])
        .default('none'),
    )
    .option('--state <file>', 'keep what happens in this file')
    .action(act<[SandboxOptions]>(sandbox));
}

function addStoreCommands(program: Command, act: Act): void {
  const store = program.command('store').description('the shop');
  store
    .command('connect')
    .description('connect the shop’s database (password: MESCHAIN_STORE_PASSWORD, the address, or asked for)')
    .addOption(new Option('--url <address>', 'mysql://USER@HOST:PORT/DATABASE').conflicts('sample'))
    .option('--sample', 'the sample shop that comes with the program')
    .option(
      '--prefix <prefix>',
      'prefix of the shop’s tables, for example oc_ (found by itself when left out)',
    )
    .option('--accept-plaintext', 'allow an unencrypted connection to another computer')
    .option('--certificate-authority <file>', 'PEM file of the hosting’s own certificate authority')
    .addOption(
      new Option(
        '--ssh <address>',
        'USER@HOST[:PORT]: reach it through SSH (password: MESCHAIN_SSH_PASSWORD)',
      ).conflicts('sample'),
    )
    .option('--ssh-key <file>', 'log in with this private key (its passphrase: MESCHAIN_SSH_PASSPHRASE)')
    .option('--ssh-agent', 'log in with the running SSH agent')
    .option('--ssh-host-key <fingerprint>', 'SHA256:…, the only server key to accept')
    .action(act<[ConnectOptions]>(connectStore));
  store.command('check').description('how the connected shop stands').action(act<[object]>(checkStore));
  addStoreWriteCommands(store, act);
}

function addChannelCommands(program: Command, act: Act): void {
  const channel = program.command('channel').description('accounts on marketplaces');
  channel
    .command('add')
    .argument('<marketplace>', 'for example trendyol')
    .option('--name <name>', 'how the channel is called here')
    .option('--base-url <address>', 'another address of the marketplace: its stage system or a sandbox')
    .addOption(
      new Option('--mode <mode>', 'who lets changes out')
        .choices(['approval', 'automatic'])
        .default('approval'),
    )
    .requiredOption('--credentials <file>', 'JSON file with the account’s keys, or - for standard input')
    .action(act<[string, AddChannelOptions]>(addChannel));
  channel.command('list').action(act<[object]>(listChannels));
  channel.command('check').argument('<channel>', 'name or id').action(act<[string, object]>(checkChannel));
  channel
    .command('view')
    .argument('<channel>', 'name or id')
    .description('which side of the shop the channel looks at; without options it is only shown')
    .option('--language <code>', 'language of titles and descriptions, or default')
    .option('--store <id>', 'one store of the shop, or default')
    .option('--currency <code>', 'convert by the shop’s own rate into the marketplace’s currency, or default')
    .option('--group <id>', 'prices and taxes of a customer group, or default')
    .action(act<[string, ChannelViewOptions]>(viewChannel));
  channel.command('remove').argument('<channel>', 'name or id').action(act<[string, object]>(removeChannel));
}

function addSyncCommands(program: Command, act: Act): void {
  program
    .command('pull')
    .description('read the shop and the listings; send nothing')
    .addOption(channelOption())
    .action(act<[ChannelOption]>(pull));
  program
    .command('link')
    .description('link the listings whose match is certain')
    .requiredOption('--channel <channel>', 'name or id')
    .addOption(new Option('--by <code>', 'by which code').choices(LINK_BY_CHOICES).default('any'))
    .action(act<[{ channel: string; by: LinkBy }]>(link));
  program
    .command('plan')
    .description('what would be sent, and why')
    .addOption(channelOption())
    .action(act<[ChannelOption]>(plan));
  program
    .command('push')
    .description('send what is approved')
    .addOption(channelOption())
    .addOption(approveOption())
    .action(act<[ApproveOption]>(push));
  program
    .command('orders')
    .description('take in orders and list them')
    .addOption(channelOption())
    .action(act<[ChannelOption]>(orders));
  program
    .command('order')
    .description('what is done with an order, and how orders go into the shop')
    .command('settings')
    .description('shows the settings for orders and what can be chosen, and changes what --set names')
    .option(
      '--set <setting=value>',
      'for example statusMap.shipped=3; an id or a name, none leaves it empty; may be repeated',
      (each: string, before: readonly string[] | undefined) => [...(before ?? []), each],
    )
    .option('--api-key', 'give the key of the shop’s API (MESCHAIN_SHOP_API_KEY, or asked for)')
    .action(act<[OrderSettingsOptions]>(orderSettings));
  program
    .command('sync')
    .description('orders, pull, plan and push, until every batch is final')
    .addOption(channelOption())
    .addOption(approveOption())
    .action(act<[ApproveOption]>(sync));
  program
    .command('audit')
    .description('compare with what the marketplaces show')
    .addOption(channelOption())
    .action(act<[ChannelOption]>(audit));
  program.command('status').description('shop, channels and what needs you').action(act<[object]>(status));
}

function channelOption(): Option {
  return new Option('--channel <channel>', 'one channel only, by name or id');
}

function approveOption(): Option {
  return new Option(
    '--approve <what>',
    'all (what merely waits; never what a guard holds) or ids, separated by commas',
  );
}

function portOption(): Option {
  return new Option('--port <number>', 'port on 127.0.0.1; 0 takes a free one')
    .default(0)
    .argParser(parsePort);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('0–65535');
  return port;
}

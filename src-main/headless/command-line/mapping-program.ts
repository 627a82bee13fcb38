import { Option, type Command } from 'commander';
import type { Act } from './act.ts';
import {
  acceptMapping,
  copyMapping,
  mappingChanges,
  setMapping,
  showMapping,
  type ChangesOptions,
  type ChannelChoice,
  type CopyOptions,
  type SetOptions,
} from './mapping-commands.ts';

const channel = (): Option => new Option('--channel <name>', 'channel').makeOptionMandatory();

/** What of the shop becomes what on a channel. */
export function addMappingCommands(program: Command, act: Act): void {
  const mapping = program
    .command('mapping')
    .description('which category, brand and attributes the shop’s products have on a channel');
  mapping
    .command('show', { isDefault: true })
    .description('what is mapped and what is missing, with candidates')
    .addOption(channel())
    .action(act<[ChannelChoice]>(showMapping));
  addSet(mapping, act);
  mapping
    .command('accept')
    .description('take the guesses that can hardly be wrong; list the others')
    .addOption(channel())
    .action(act<[ChannelChoice]>(acceptMapping));
  mapping
    .command('copy')
    .description('attributes of one category for others that ask for the same')
    .addOption(channel())
    .requiredOption('--from <category>', 'category of the marketplace')
    .requiredOption('--to <categories...>', 'categories of the marketplace')
    .action(act<[CopyOptions]>(copyMapping));
  mapping
    .command('changes')
    .description('what the marketplace changed in its catalogue, and whom it touches')
    .addOption(channel())
    .option('--refresh', 'read the catalogue from the marketplace first', false)
    .option('--seen', 'mark them as seen', false)
    .action(act<[ChangesOptions]>(mappingChanges));
}

function addSet(mapping: Command, act: Act): void {
  mapping
    .command('set')
    .description('map by hand; all of what is given is kept, or nothing')
    .addOption(channel())
    .option('--category <pair...>', '"shop’s category=marketplace’s id"', [])
    .option('--brand <pair...>', '"manufacturer=marketplace’s brand id"', [])
    .option(
      '--attribute <pair...>',
      '"category:attribute=source"; option:Renk, attribute:Malzeme, manufacturer, value:<id> or text:<text>',
      [],
    )
    .option('--value <pair...>', '"category:attribute:shop’s value=marketplace’s value id"', [])
    .option('--field <pair...>', '"key=value": what holds for every listing of the channel', [])
    .option('--vat <percent>', 'VAT rate where the shop does not tell it')
    .option('--desi <desi>', 'volumetric weight where the product has none')
    .option('--file <file>', 'JSON as “mapping” prints it under “mapping”, or - for standard input')
    .action(act<[SetOptions]>(setMapping));
}

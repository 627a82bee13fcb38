import { Option, type Command } from 'commander';
import type { Act } from './act.ts';
import {
  buyBox,
  commissions,
  createBrand,
  listingBrief,
  places,
  searchMarket,
  sendVideo,
  videos,
  type ChosenListings,
  type OneChannel,
  type VideoOptions,
} from './market-commands.ts';

/** `market …`: what else a marketplace tells or takes. */
export function addMarketCommands(program: Command, act: Act): void {
  const market = program.command('market').description('what else a marketplace tells and takes');
  const of = (name: string, description: string): Command =>
    market.command(name).description(description).addOption(channelOption());
  const ofListings = (name: string, description: string): Command =>
    of(name, description).option(
      '--sku <codes...>',
      'external ids, stock codes or barcodes; without: everything that is on sale',
      [],
    );
  ofListings('buybox', 'who holds the first place for your listings, and for how much').action(
    act<[ChosenListings]>(buyBox),
  );
  ofListings('commissions', 'the marketplace’s share, by listing').action(act<[ChosenListings]>(commissions));
  of('search [words]', 'looks into the marketplace’s catalogue')
    .option('--barcode <barcode>', 'by a barcode in place of words', '')
    .action(act<[string | undefined, OneChannel & { barcode: string }]>(searchMarket));
  of('listing <id>', 'whether the marketplace knows a product, and how it stands').action(
    act<[string, OneChannel]>(listingBrief),
  );
  of('places [path...]', 'countries; below one its provinces, districts and neighbourhoods').action(
    act<[readonly string[], OneChannel]>(places),
  );
  of('videos', 'your videos, and what became of them').action(act<[OneChannel]>(videos));
  of('video', 'gives product pages a video')
    .requiredOption('--title <title>', 'title')
    .requiredOption('--url <url>', 'https address of the .mp4 or .mov')
    .option('--description <words>', 'description', '')
    .requiredOption('--content <ids...>', 'the marketplace’s numbers of the product pages')
    .action(act<[VideoOptions]>(sendVideo));
  of('brand <name>', 'asks for a brand that the marketplace does not know')
    .option('--image <files...>', 'one to three pictures of the mark', [])
    .action(act<[string, OneChannel & { image: readonly string[] }]>(createBrand));
}

function channelOption(): Option {
  return new Option('--channel <channel>', 'name or id').makeOptionMandatory();
}

import type { NewStoreOrder, StoreAddress } from '../../port.ts';
import type { ColumnFacts } from '../dialect/schema.ts';
import { encodeText } from '../text/entities.ts';
import { fits } from './fit-text.ts';
import type { Cell } from './insert-row.ts';
import type { Place } from './places.ts';

/** The columns of one of an order's two addresses. */
export function addressCells(
  kind: 'payment' | 'shipping',
  made: {
    readonly address: StoreAddress;
    readonly place: Place;
    readonly columns: ReadonlyMap<string, ColumnFacts>;
  },
): Readonly<Record<string, Cell>> {
  const { address, place, columns } = made;
  const [first, second] = splitAddress(address.address, widthOf(kind, columns));
  return {
    [`${kind}_firstname`]: { text: address.firstName },
    [`${kind}_lastname`]: { text: address.lastName },
    [`${kind}_company`]: { text: address.company },
    [`${kind}_address_1`]: { text: first },
    [`${kind}_address_2`]: { text: second },
    // There is no level for a district in OpenCart: it is the city, and the province is the zone.
    [`${kind}_city`]: { text: address.district || address.city },
    [`${kind}_postcode`]: { text: address.postcode },
    [`${kind}_country`]: { text: place.country },
    [`${kind}_country_id`]: { value: place.countryId },
    [`${kind}_zone`]: { text: place.zone },
    [`${kind}_zone_id`]: { value: place.zoneId },
    [`${kind}_address_format`]: { raw: place.addressFormat },
    [`${kind}_custom_field`]: { raw: '[]' },
  };
}

/** Two lines at a word's end, measured as they will be stored; `true` when even two do not hold it. */
function splitAddress(address: string, width: number): readonly [string, string, boolean] {
  const words = address.trim().split(/\s+/);
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && encodeText(longer).length > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  const [first = '', ...rest] = lines;
  const second = rest.join(' ');
  return [first, second, encodeText(first).length > width || encodeText(second).length > width];
}

/** What no column of the order can hold in full: goes into the history, where the merchant reads it. */
export function overflowOf(
  order: Pick<NewStoreOrder, 'invoice' | 'shipping'>,
  columns: ReadonlyMap<string, ColumnFacts>,
): readonly string[] {
  const addresses = [
    { kind: 'payment', address: order.invoice },
    { kind: 'shipping', address: order.shipping },
  ] as const;
  return addresses.flatMap(({ kind, address }) => {
    const isCut = splitAddress(address.address, widthOf(kind, columns))[2];
    const tooLong = (['postcode', 'company'] as const).filter((name) => {
      const column = columns.get(`${kind}_${name}`);
      return column !== undefined && !fits(address[name], column);
    });
    return [...(isCut ? [address.address] : []), ...tooLong.map((name) => address[name])];
  });
}

function widthOf(kind: 'payment' | 'shipping', columns: ReadonlyMap<string, ColumnFacts>): number {
  return columns.get(`${kind}_address_1`)?.maxLength ?? 128;
}

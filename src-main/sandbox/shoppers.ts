import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';
import type { ShopperOrder, ShopperSide } from './shopper-side.ts';

/** How often each deed is tried, against the others. */
export type ShopperHabits = Readonly<Record<DeedKind, number>>;
export type DeedKind = 'buy' | 'cancel' | 'carry' | 'return' | 'ask';

/** What one shopper did; `null` in `order` for a question. */
export type ShopperDeed = {
  readonly marketplace: string;
  readonly kind: DeedKind;
  readonly orderNumber: string | null;
  readonly codes: readonly string[];
  /** Return's or question's id, or the carrier's word. */
  readonly note: string;
};

export type Shoppers = {
  readonly seed: number;
  /** One deed on one marketplace; null when nothing could be done (empty shelves, nothing delivered yet, refused). */
  readonly act: () => ShopperDeed | null;
  /** So many tries; what came of them. */
  readonly actMany: (times: number) => readonly ShopperDeed[];
};

const HABITS: ShopperHabits = { buy: 60, cancel: 12, carry: 16, return: 6, ask: 6 };

const QUESTIONS = [
  'Merhaba, ürün orijinal mi?',
  'Bugün sipariş versem ne zaman kargoya verilir?',
  'İade koşullarınız nedir?',
  'Ölçüleri tam olarak kaç santim? Görselde yazmıyor.',
  'Kapıda ödeme var mı, teşekkürler.',
];
const REASONS = ['Beden uymadı', 'Kusurlu ürün', 'Vazgeçtim', 'Yanlış ürün geldi'];

/**
 * A crowd of customers on all marketplaces at once: the same seed does the same deeds in the same world. Never oversells:
 * each buys only what the marketplace itself still shows.
 */
export function createShoppers(options: {
  readonly marketplaces: ReadonlyMap<string, { readonly shoppers?: ShopperSide }>;
  readonly seed: number;
  readonly habits?: Partial<ShopperHabits>;
}): Shoppers {
  const random = seededRandom(options.seed);
  const habits = { ...HABITS, ...options.habits };
  const act = (): ShopperDeed | null => {
    const places = [...options.marketplaces].flatMap(([marketplace, { shoppers }]) =>
      shoppers ? [{ marketplace, side: shoppers }] : [],
    );
    if (places.length === 0) return null;
    const { marketplace, side } = random.pick(places);
    const kind = pickKind(random, habits);
    const deed = tryDeed(() => DEEDS[kind](side, random));
    return deed === null ? null : { marketplace, kind, ...deed };
  };
  return {
    seed: options.seed,
    act,
    actMany: (times) => Array.from({ length: times }, act).filter((deed) => deed !== null),
  };
}

/** A marketplace refuses what makes no sense there (an order that is not paid for can't be shipped): nothing was done. */
function tryDeed(deed: () => Deed | null): Deed | null {
  try {
    return deed();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

type Deed = Omit<ShopperDeed, 'marketplace' | 'kind'>;

const DEEDS: Readonly<Record<DeedKind, (side: ShopperSide, random: SeededRandom) => Deed | null>> = {
  buy: (side, random) => {
    const shelf = side.shelf().filter(({ quantity }) => quantity > 0);
    if (shelf.length === 0) return null;
    const chosen = new Map<string, number>();
    for (let wanted = random.between(1, 3); wanted > 0; wanted -= 1) {
      const place = random.pick(shelf);
      chosen.set(place.code, random.between(1, Math.min(3, place.quantity)));
    }
    const lines = Array.from(chosen, ([code, quantity]) => ({ code, quantity }));
    const order = side.buy({ lines });
    return { orderNumber: order.orderNumber, codes: [...chosen.keys()], note: '' };
  },
  cancel: (side, random) => {
    const order = pickOrder(side, random, 'open');
    if (order === null || !side.cancel) return null;
    const line = random.pick(order.lines);
    const whole = random.fraction() < 0.6;
    const lines = whole ? {} : { lines: [{ lineId: line.lineId, quantity: 1 }] };
    side.cancel({ orderNumber: order.orderNumber, ...lines });
    return { orderNumber: order.orderNumber, codes: whole ? codesOf(order) : [line.code], note: '' };
  },
  carry: (side, random) => {
    const order = pickOrder(side, random, random.fraction() < 0.5 ? 'open' : 'shipped');
    if (order === null || !side.carry) return null;
    const arrived = random.fraction() < 0.92 ? 'delivered' : 'undelivered';
    const to = order.state === 'open' ? 'shipped' : arrived;
    side.carry({ orderNumber: order.orderNumber, to });
    return { orderNumber: order.orderNumber, codes: codesOf(order), note: to };
  },
  return: (side, random) => {
    const order = pickOrder(side, random, 'delivered');
    if (order === null || !side.return) return null;
    const { lineId, code, quantity } = random.pick(order.lines);
    const pieces = [{ lineId, quantity: random.between(1, quantity) }];
    const made = side.return({
      orderNumber: order.orderNumber,
      lines: pieces,
      reason: random.pick(REASONS),
    });
    return { orderNumber: order.orderNumber, codes: [code], note: made.returnId };
  },
  ask: (side, random) => {
    const shelf = side.shelf();
    if (shelf.length === 0 || !side.ask) return null;
    const { code } = random.pick(shelf);
    const { questionId } = side.ask({ code, text: random.pick(QUESTIONS) });
    return { orderNumber: null, codes: [code], note: questionId };
  },
};

function pickKind(random: SeededRandom, habits: ShopperHabits): DeedKind {
  const kinds = Object.entries(habits) as [DeedKind, number][]; // The keys of a Record over DeedKind.
  let point = random.fraction() * kinds.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of kinds) {
    point -= weight;
    if (point < 0) return kind;
  }
  return 'buy';
}

function pickOrder(
  side: ShopperSide,
  random: SeededRandom,
  state: ShopperOrder['state'],
): ShopperOrder | null {
  const fitting = side.orders().filter((order) => order.state === state && order.lines.length > 0);
  return fitting.length === 0 ? null : random.pick(fitting);
}

function codesOf(order: ShopperOrder): readonly string[] {
  return order.lines.map(({ code }) => code);
}

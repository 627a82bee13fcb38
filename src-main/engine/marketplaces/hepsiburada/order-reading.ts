import { isProblemError, type Problem, type ProblemError } from '#contract/problem.ts';
import type { OrderStatus } from '#contract/orders.ts';
import type { MarketplacePackage } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getOrder, getPackage } from './api-orders.ts';
import type { HepsiburadaClient } from './client.ts';
import { asRecord } from '../kit/record.ts';
import { dissolved, mapAwaiting, mapLooseParcels, mapOrder, type OrderView } from './map-order.ts';
import type { FeedRow } from './order-feeds.ts';
import { rankOf } from './order-status.ts';
import { packageNumberOf, packageUnitId } from './unit-id.ts';
import { camelKeys } from './wire.ts';
import { WirePackage, type WireAwaiting, type WireCancelled, type WireMoving } from './wire-order.ts';

/** Orders read by number at the same time. */
const AT_ONCE = 6;

/** What is wrong with one order alone, by its code: the others can be read all the same. */
const OF_ONE_ORDER: ReadonlySet<Problem['code']> = new Set([
  'channel/server-error',
  'channel/timeout',
  'channel/request-refused',
  'channel/not-understood',
]);

/** What one reading has met, so that an order is read once and with everything that is known of it. */
export class OrderReading {
  readonly #client: HepsiburadaClient;
  readonly #signal: AbortSignal | undefined;
  readonly #done = new Set<string>();
  readonly #told = new Map<string, OrderStatus>();
  readonly #open = new Map<string, unknown[]>();
  readonly #parcels = new Map<string, Map<string, WirePackage>>();
  readonly #moving = new Map<string, Map<string, OrderStatus>>();
  readonly #cancelled = new Map<string, WireCancelled[]>();
  #failure: ProblemError | null = null;

  constructor(client: HepsiburadaClient, signal: AbortSignal | undefined) {
    this.#client = client;
    this.#signal = signal;
  }

  knows(orderNumber: string): boolean {
    return this.#done.has(orderNumber);
  }

  /** What the first order met that could not be read. */
  throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  meetOpen(orderNumber: string | null, raw: unknown): void {
    if (orderNumber !== null) ensure(this.#open, orderNumber, (): unknown[] => []).push(raw);
  }

  meet(parcel: WirePackage): void {
    const { packageNumber } = parcel;
    if (packageNumber === null) return;
    for (const orderNumber of ordersOf(parcel))
      ensure(this.#parcels, orderNumber, () => new Map<string, WirePackage>()).set(packageNumber, parcel);
  }

  meetCancelled(row: WireCancelled): void {
    if (row.orderNumber !== null)
      ensure(this.#cancelled, row.orderNumber, (): WireCancelled[] => []).push(row);
  }

  /** Whether this run knows the row's package as less far along. */
  isBehind({ packageNumber, orderNumber, orderNumbers }: WireMoving, status: OrderStatus): boolean {
    if (packageNumber === null) return false;
    return [orderNumber, ...orderNumbers].some((number) => {
      const known =
        number === null ? undefined : this.#client.packages.get(packageUnitId(packageNumber, number));
      return known !== undefined && rankOf(known.status) < rankOf(status);
    });
  }

  /** The orders to read because of this row: none where it was told as far along already. */
  meetMoving(row: WireMoving, status: OrderStatus): readonly string[] {
    const { packageNumber } = row;
    const orders = [...new Set([row.orderNumber, ...row.orderNumbers].filter((each) => each !== null))];
    if (packageNumber === null) return orders;
    for (const orderNumber of orders)
      ensure(this.#moving, orderNumber, () => new Map<string, OrderStatus>()).set(packageNumber, status);
    const behind = orders.filter((orderNumber) => {
      const told = this.#told.get(packageUnitId(packageNumber, orderNumber));
      return told === undefined || rankOf(told) < rankOf(status);
    });
    for (const orderNumber of behind) this.#done.delete(orderNumber);
    return behind;
  }

  /** Reads the orders that were not read yet, a few at a time. */
  async *take(orderNumbers: readonly string[]): AsyncGenerator<readonly MarketplacePackage[]> {
    const wanted = [...new Set(orderNumbers)].filter((number) => !this.#done.has(number));
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      const some = wanted.slice(start, start + AT_ONCE);
      const orders = await Promise.all(some.map((number) => this.#tryOrder(number)));
      const parcels = orders.flat();
      if (parcels.length > 0) yield parcels;
    }
  }

  async #tryOrder(orderNumber: string): Promise<readonly MarketplacePackage[]> {
    try {
      return await this.#readOrder(orderNumber);
    } catch (error) {
      if (!isProblemError(error) || !OF_ONE_ORDER.has(error.problem.code)) throw error;
      const { code } = error.problem;
      this.#client.context.logger.warn('order-not-read', { marketplace: 'hepsiburada', code });
      this.#failure ??= error;
      return [];
    }
  }

  async #readOrder(orderNumber: string): Promise<readonly MarketplacePackage[]> {
    const view = await this.#view(orderNumber);
    const mapped = view.order === null ? this.#withoutOrder(view) : mapOrder(view);
    if (mapped.length > 0) this.#done.add(orderNumber);
    const parcels = [];
    for (const parcel of mapped) parcels.push(await this.#withTracking(parcel));
    for (const parcel of parcels) this.#told.set(parcel.packageId, parcel.status);
    if (parcels.length > 0) this.#client.awaiting.delete(orderNumber);
    if (parcels.length > 0) this.#client.missed.delete(orderNumber);
    return [...parcels, ...this.#gone(view, parcels)];
  }

  async #view(orderNumber: string): Promise<OrderView> {
    const whole = await this.#orderOf(orderNumber);
    const open = this.#open.get(orderNumber);
    return {
      orderNumber,
      // Where its own service knows none: the lines that the open feed has of it.
      order: whole ?? (open === undefined ? null : { orderNumber, items: open }),
      whole: whole !== null,
      parcels: this.#parcels.get(orderNumber) ?? new Map<string, WirePackage>(),
      moving: this.#moving.get(orderNumber) ?? new Map<string, OrderStatus>(),
      cancelled: this.#cancelled.get(orderNumber) ?? [],
      readAtMs: this.#client.context.clock.now(),
    };
  }

  async #orderOf(orderNumber: string): Promise<unknown> {
    try {
      const request = getOrder(this.#client.merchantId, orderNumber);
      const options = { priority: PRIORITY.orders, signal: this.#signal };
      const { json } = await this.#client.ask(request, options);
      return asRecord(camelKeys(json))?.['items'] === undefined ? null : json;
    } catch (error) {
      if (isProblemError(error) && error.problem.code === 'channel/not-found') return null;
      throw error;
    }
  }

  /** The order service knows nothing: packages that were met still count, and so does a cancellation of all there was. */
  #withoutOrder(view: OrderView): readonly MarketplacePackage[] {
    const loose = mapLooseParcels(view);
    return loose.length > 0 || view.cancelled.length === 0 ? loose : mapOrder(view);
  }

  /** Cargo's own numbers stand on the package alone (sheet §4.2). Without them the parcel is told all the same. */
  async #withTracking(parcel: MarketplacePackage): Promise<MarketplacePackage> {
    const packageNumber = packageNumberOf(parcel.packageId);
    if (packageNumber === null || parcel.cargo.trackingNumber !== '') return parcel;
    const known = this.#client.packages.get(parcel.packageId)?.cargo;
    if (known && known.trackingNumber !== '') return withCargo(parcel, known);
    try {
      const request = getPackage(this.#client.merchantId, packageNumber);
      const { json } = await this.#client.ask(request, { priority: PRIORITY.orders, signal: this.#signal });
      const read = WirePackage.safeParse(camelKeys(json));
      if (!read.success) return parcel;
      const { cargoCompany, trackingInfoCode, trackingInfoUrl } = read.data;
      return withCargo(parcel, {
        provider: cargoCompany || parcel.cargo.provider,
        trackingNumber: trackingInfoCode,
        trackingLink: trackingInfoUrl || parcel.cargo.trackingLink,
      });
    } catch (error) {
      const code = isProblemError(error) ? error.problem.code : null;
      if (code === 'channel/not-found' || (code !== null && OF_ONE_ORDER.has(code))) return parcel;
      throw error;
    }
  }

  /** Packages of this order that were there before and are no more: their lines stand elsewhere now. */
  #gone(view: OrderView, parcels: readonly MarketplacePackage[]): readonly MarketplacePackage[] {
    const { packages } = this.#client;
    const there = new Set(parcels.map(({ packageId }) => packageId));
    const before = [...packages.values()].filter(
      (each) => each.orderNumber === view.orderNumber && !there.has(each.packageId),
    );
    const unpacked = [...view.parcels].flatMap(([number, parcel]) =>
      parcel.unpackedDate === null || there.has(packageUnitId(number, view.orderNumber))
        ? []
        : mapLooseParcels(asIfPacked(view, number, parcel)),
    );
    for (const parcel of parcels)
      if (packageNumberOf(parcel.packageId) !== null) packages.set(parcel.packageId, parcel);
    if (view.order === null) return [];
    for (const { packageId } of before) packages.delete(packageId);
    const all = new Map([...unpacked, ...before].map((parcel) => [parcel.packageId, parcel]));
    return [...all.values()].map((parcel) =>
      dissolved(parcel, { readAtMs: view.readAtMs, word: 'Unpacked' }),
    );
  }

  /** Orders that wait for payment and were not met as paid ones. */
  awaiting(rows: readonly FeedRow<WireAwaiting>[]): readonly MarketplacePackage[] {
    const byOrder = new Map<string, FeedRow<WireAwaiting>[]>();
    const seen = new Set<string>();
    for (const row of rows) {
      const { orderNumber, id, quantity } = row.wire;
      if (orderNumber === null || this.#done.has(orderNumber) || (quantity ?? 0) < 1) continue;
      if (id !== null && seen.has(id)) continue;
      if (id !== null) seen.add(id);
      ensure(byOrder, orderNumber, (): FeedRow<WireAwaiting>[] => []).push(row);
    }
    const readAtMs = this.#client.context.clock.now();
    const waiting = [...byOrder].map(([orderNumber, own]) => mapAwaiting(orderNumber, own, readAtMs));
    for (const parcel of waiting) {
      this.#client.awaiting.set(parcel.orderNumber, parcel);
      this.#client.missed.delete(parcel.orderNumber);
    }
    return waiting;
  }

  /**
   * Of these orders, which waited for their payment, those that nobody knows any more, and did not the last time: they
   * hold nothing. Once is not enough: between two services an order just paid may be in neither, and its goods are sold.
   */
  givenUp(orderNumbers: readonly string[]): readonly MarketplacePackage[] {
    const { awaiting, missed, context } = this.#client;
    // As long as one order can't be read, none is given up.
    if (this.#failure !== null) return [];
    return orderNumbers.flatMap((orderNumber) => {
      const parcel = awaiting.get(orderNumber);
      if (parcel === undefined || this.#done.has(orderNumber)) return [];
      if (missed.get(orderNumber) === undefined) {
        missed.set(orderNumber, true);
        return [];
      }
      awaiting.delete(orderNumber);
      missed.delete(orderNumber);
      return [dissolved(parcel, { readAtMs: context.clock.now(), word: 'PaymentNotMade' })];
    });
  }
}

/** What is kept of a parcel is compared by its text: its cargo belongs in there. */
function withCargo(parcel: MarketplacePackage, cargo: MarketplacePackage['cargo']): MarketplacePackage {
  const received: unknown = JSON.parse(parcel.raw);
  return { ...parcel, cargo, raw: JSON.stringify({ ...asRecord(received), tracking: cargo }) };
}

function asIfPacked(view: OrderView, packageNumber: string, parcel: WirePackage): OrderView {
  return { ...view, parcels: new Map([[packageNumber, { ...parcel, unpackedDate: null }]]) };
}

/** The orders that a package holds lines of. */
export function ordersOf(parcel: WirePackage): readonly string[] {
  const lines = (parcel.items ?? []).map((item) => asRecord(camelKeys(item))?.['orderNumber']);
  const numbers = [parcel.orderNumber, ...parcel.orderNumbers, ...lines];
  const texts = numbers.flatMap((each) =>
    (typeof each === 'string' && each !== '') || typeof each === 'number' ? [String(each)] : [],
  );
  return [...new Set(texts)];
}

function ensure<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

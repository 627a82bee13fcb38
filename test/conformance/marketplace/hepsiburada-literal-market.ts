import { randomUUID } from 'node:crypto';
import { startScriptedServer } from '../../support/scripted-server.ts';
import { literalRules } from './hepsiburada-literal-rules.ts';
import { BASIC, KEYS, local, M, type Listing, type Market } from './hepsiburada-literal-state.ts';

/**
 * A small Hepsiburada with a memory, made from the fact sheet alone: each host is a first path segment, queries and headers
 * are taken by the letter, uploads are carried out later, orders are packed by themselves, thin feeds refuse dates.
 */
export async function openLiteralMarket(goods: readonly Listing[], linesNamePackages: boolean) {
  const faults: string[] = [];
  const market: Market = {
    goods,
    lines: [],
    uploads: new Map(),
    shipped: new Map(),
    cancelled: [],
    claims: [],
    accepted: [],
    linesNamePackages,
  };
  const { lines, shipped, cancelled, claims, accepted } = market;
  const rules = literalRules(market);
  let number = 13_105_889;

  const server = await startScriptedServer((request) => {
    const path = request.path.replace(/^\/trendyol/, '');
    if (request.headers.authorization !== BASIC || request.headers['user-agent'] !== KEYS.userAgent)
      return { status: 401 };
    for (const [method, pattern, names, answer] of rules) {
      const found = pattern.exec(path);
      if (found === null || method !== request.method) continue;
      const given = [...request.query.keys()];
      const known = names.split(' ').filter(Boolean);
      const unknown = given.filter((name) => !known.some((each) => each.replace('?', '') === name));
      const missing = known.filter((each) => !each.endsWith('?') && !given.includes(each));
      if (unknown.length === 0 && missing.length === 0) return answer(request, found.slice(1));
      faults.push(`${method} ${path}: unknown ${unknown.join(',')} missing ${missing.join(',')}`);
      return { status: 400, json: { message: 'Bad Request limit and offset parameters are required' } };
    }
    faults.push(`${request.method} ${path}: no such path`);
    return { status: 404, json: { message: 'not found' } };
  });

  return {
    baseUrl: server.baseUrl,
    requests: server.requests,
    faults,
    accepted,
    listing: (merchantSku: string): Listing => goods.find((each) => each.merchantSku === merchantSku)!,
    buy: (...wanted: readonly (readonly [merchantSku: string, quantity: number])[]): string => {
      const orderNumber = String((number += 1)).padStart(10, '0');
      for (const [merchantSku, quantity] of wanted) {
        const listing = goods.find((each) => each.merchantSku === merchantSku)!;
        listing.stock -= quantity;
        lines.push({ id: randomUUID(), orderNumber, listing, quantity, status: 'Open', packageNumber: null });
      }
      return orderNumber;
    },
    /** Hepsiburada packs by itself, a line a package. */
    packAll: (orderNumber: string): void => {
      for (const line of lines.filter((each) => each.orderNumber === orderNumber && each.status === 'Open')) {
        line.packageNumber = String((number += 1)).padStart(9, '0');
        line.status = 'Packaged';
      }
    },
    unpack: (orderNumber: string): void => {
      for (const line of lines.filter(
        (each) => each.orderNumber === orderNumber && each.status === 'Packaged',
      )) {
        line.packageNumber = null;
        line.status = 'Open';
      }
    },
    cancelLine: (orderNumber: string, merchantSku: string): void => {
      const line = lines.find(
        (each) => each.orderNumber === orderNumber && each.listing.merchantSku === merchantSku,
      )!;
      line.status = 'CancelledByCustomer';
      line.packageNumber = null;
      cancelled.push({
        cancelDate: local(Date.now()),
        cancelReasonCode: 'x',
        cancelledBy: 'Customer',
        lineItemId: line.id,
        merchantId: M,
        merchantSku,
        orderNumber,
        quantity: line.quantity,
        sku: line.listing.hbSku,
      });
    },
    move: (orderNumber: string, delivered: boolean): void => {
      for (const line of lines.filter(
        (each) => each.orderNumber === orderNumber && each.packageNumber !== null,
      )) {
        line.status = delivered ? 'Delivered' : 'InTransit';
        shipped.set(line.packageNumber!, { at: Date.now(), delivered });
      }
    },
    claim: (orderNumber: string): string => {
      const line = lines.find((each) => each.orderNumber === orderNumber)!;
      const claimNumber = String((number += 1));
      claims.push({
        id: randomUUID(),
        number: claimNumber,
        status: 'AwaitingAction',
        claimType: 'Return',
        claimDate: local(Date.now()),
        quantity: 1,
        explanation: '',
        sku: line.listing.hbSku,
        priceAmount: line.listing.price,
        orderNumber,
        customerName: 'Ayşe Yılmaz',
        lineItemId: line.id,
        MerchantSku: line.listing.merchantSku,
        Reason: 'Beden',
        Reports: null,
        tags: [],
      });
      return claimNumber;
    },
    close: server.close,
  };
}

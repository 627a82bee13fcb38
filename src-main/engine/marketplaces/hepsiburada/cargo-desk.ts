import { problem, ProblemError } from '#contract/problem.ts';
import type { Label, PackageAction } from '../kit/order-desk.ts';
import { PRIORITY } from '../kit/priority.ts';
import { getCargoFirms } from './api-after-sales.ts';
import {
  getLabels,
  getLineCargoOptions,
  getOrder,
  getPackageCargoOptions,
  putLineCargo,
  putPackageCargo,
} from './api-orders.ts';
import type { HepsiburadaClient } from './client.ts';
import { asRecord } from '../kit/record.ts';
import { mapLine } from './map-line.ts';
import { eachLine, numberOf, optionsOf } from './order-desk.ts';
import { isCancelled } from './order-status.ts';
import { orderNumberOf, packageNumberOf } from './unit-id.ts';
import { camelKeys, parseRows, readList } from './wire.ts';
import { WireCargoGroup } from './wire-after-sales.ts';
import { WireCargoOption, WireLabels } from './wire-order.ts';

type CargoCompany = { readonly cargoCompanyId: string; readonly name: string };

/** By `ShortName`; for lines in no package, each line by itself. */
export async function changeCargo(
  client: HepsiburadaClient,
  action: PackageAction & { readonly cargoCompanyId: string },
): Promise<void> {
  const { merchantId } = client;
  const packageNumber = packageNumberOf(action.packageId);
  if (packageNumber !== null) {
    await client.send(putPackageCargo(merchantId, packageNumber, action.cargoCompanyId), optionsOf(action));
    return;
  }
  await eachLine(action, (lineId, options) =>
    client.send(putLineCargo(merchantId, lineId, action.cargoCompanyId), options),
  );
}

/** What a package, or an order's unpacked lines, may be changed to; without one, the companies of the account. */
export async function readCargoCompanies(
  client: HepsiburadaClient,
  packageId: string | null,
  signal?: AbortSignal,
): Promise<readonly CargoCompany[]> {
  if (packageId === null) return readCargoFirms(client, signal);
  const options = { priority: PRIORITY.orderActions, signal };
  const packageNumber = packageNumberOf(packageId);
  const lineId =
    packageNumber === null ? await firstOpenLine(client, orderNumberOf(packageId) ?? '', signal) : null;
  if (packageNumber === null && lineId === null) return [];
  const request =
    packageNumber === null
      ? getLineCargoOptions(client.merchantId, lineId!)
      : getPackageCargoOptions(client.merchantId, packageNumber);
  const response = await client.ask(request, options);
  // The official description of the package's options is one object, everybody else's a list.
  const body = asRecord(response.json);
  const rows = body && !('items' in body) && !('data' in body) ? [body] : readList(request, response).rows;
  return parseRows(rows, WireCargoOption).good.flatMap(({ shortName, name, isActive }) =>
    shortName === '' || isActive === false ? [] : [{ cargoCompanyId: shortName, name: name || shortName }],
  );
}

async function firstOpenLine(
  client: HepsiburadaClient,
  orderNumber: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const request = getOrder(client.merchantId, orderNumber);
  const { json } = await client.ask(request, { priority: PRIORITY.orderActions, signal });
  const items = asRecord(camelKeys(json))?.['items'];
  const lines = (Array.isArray(items) ? items : []).flatMap((item) => mapLine(item) ?? []);
  const open = lines.find(({ wire, mapped }) => wire.packageNumber === null && !isCancelled(mapped.status));
  return open?.mapped.lineId ?? null;
}

/** Companies are grouped by delivery label (sheet §5.4); each is told once. */
export async function readCargoFirms(
  client: HepsiburadaClient,
  signal?: AbortSignal,
): Promise<readonly CargoCompany[]> {
  const request = getCargoFirms(client.merchantId);
  const list = readList(request, await client.ask(request, { priority: PRIORITY.content, signal }));
  const byId = new Map<string, CargoCompany>();
  for (const group of parseRows(list.rows, WireCargoGroup).good) {
    for (const { cargoFirmId, cargoFirmName, isVisible } of [
      { ...group, isVisible: true },
      ...group.cargoFirms,
    ])
      if (cargoFirmId !== null && isVisible !== false)
        byId.set(cargoFirmId, { cargoCompanyId: cargoFirmId, name: cargoFirmName });
  }
  return [...byId.values()];
}

const FORMATS: Readonly<Partial<Record<Label['format'], string>>> = { zpl: 'zpl', pdf: 'pdf', png: 'png' };

/**
 * The common label. Some cargo companies have none: then the answer explains that the package's barcode is printed on a
 * label of one's own. Several parcels come as one ZPL; other formats hold one label only.
 */
export async function readLabel(
  client: HepsiburadaClient,
  of: { readonly packageId: string; readonly orderNumber: string; readonly format: Label['format'] },
  signal?: AbortSignal,
): Promise<Label> {
  const format = FORMATS[of.format];
  if (format === undefined)
    throw new ProblemError(problem('channel/not-offered', { marketplace: 'Hepsiburada' }, of.format));
  const request = getLabels(client.merchantId, numberOf(of), format);
  const answer = await client.read(request, WireLabels, { priority: PRIORITY.orderActions, signal });
  const labels = answer.data.filter((label) => label !== '');
  if (labels.length === 0 || (labels.length > 1 && of.format !== 'zpl'))
    throw new ProblemError(
      problem(
        'channel/not-understood',
        { marketplace: 'Hepsiburada', endpoint: request.endpoint },
        `${labels.length} labels`,
      ),
    );
  const bytes =
    of.format === 'zpl'
      ? Buffer.from(labels.map(readZpl).join('\n'), 'utf8')
      : Buffer.from(labels[0]!, 'base64');
  return { format: of.format, bytes };
}

/** Plain in the documented sample; some answers write it in base64. */
function readZpl(text: string): string {
  if (text.includes('^XA')) return text;
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return decoded.includes('^XA') ? decoded : text;
}

import type { Acknowledgement } from '../kit/port.ts';
import { putPackageStatus, type PackageStatus } from './api.ts';
import type { TrendyolClient } from './client.ts';
import { sendForPackage } from './package-write.ts';

/** Reports Picking or Invoiced, the two states that a seller may set. The answer has no body. */
export async function acknowledge(
  client: TrendyolClient,
  acknowledgement: Acknowledgement,
  change: PackageStatus,
): Promise<void> {
  if (acknowledgement.lines.length === 0) throw new RangeError('a package is reported with its lines');
  await sendForPackage(client, putPackageStatus(client.sellerId, acknowledgement, change), acknowledgement);
}

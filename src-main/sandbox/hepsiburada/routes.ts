import type { SandboxAnswer } from '../exchange.ts';
import {
  getCargoFirms,
  getClaims,
  getProfiles,
  getQuestions,
  getTransactions,
  postAnswer,
  postClaimAnswer,
} from './after-sales-service.ts';
import {
  getAttributes,
  getCategories,
  getImportStatus,
  getProducts,
  getValues,
  postFastListing,
  postImport,
} from './catalogue-service.ts';
import {
  deleteListing,
  getBuyBox,
  getCommissions,
  getListings,
  postActivation,
  postUnlock,
} from './listings-service.ts';
import {
  getAwaiting,
  getCancelled,
  getMissingInvoice,
  getMoving,
  getOpenLines,
  getOrder,
  getPackage,
  getPackages,
  getUnpacked,
} from './orders-service.ts';
import {
  getCargoOptions,
  getLabels,
  getPackageableWith,
  postCancelLine,
  postPackage,
  postReport,
  postSplit,
  postUnpack,
  putBoxes,
  putCargo,
  putInvoice,
  putLabourCost,
  putWarehouse,
} from './parcel-actions.ts';
import {
  getContentStatus,
  getDeleteProcess,
  postContent,
  postDeleteProcess,
} from './product-jobs-service.ts';
import { getUpload, postUpload } from './uploads.ts';
import type { Call } from './world.ts';

export type Service =
  | 'mpop'
  | 'listing-external'
  | 'oms-external'
  | 'shipping-external'
  | 'mpfinance-external'
  | 'api-asktoseller-merchant';

export type Route = {
  readonly service: Service;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{name}` stands for one part of the path. */
  readonly path: string;
  readonly endpoint: string;
  readonly handle: (call: Call) => SandboxAnswer;
};

type Row = readonly [method: Route['method'], path: string, endpoint: string, handle: Route['handle']];

const LISTINGS = '/listings/merchantid/{merchantId}';
const ORDERS = '/orders/merchantid/{merchantId}';
const LINES = '/lineitems/merchantid/{merchantId}';
const PACKAGES = '/packages/merchantid/{merchantId}';
const PACKAGE = `${PACKAGES}/packagenumber/{packageNumber}`;
const CATALOGUE = '/product/api';
const TICKETS = '/ticket-api/api/integrator';

const TABLES: Readonly<Record<Service, readonly Row[]>> = {
  'listing-external': [
    ['GET', LISTINGS, 'listings', getListings],
    ...(['inventory', 'stock', 'price', 'shipping-info', 'additional-info', 'extra-info'] as const).flatMap(
      (kind): readonly Row[] => [
        ['POST', `${LISTINGS}/${kind}-uploads`, `${kind}-upload`, postUpload(kind)],
        ['GET', `${LISTINGS}/${kind}-uploads/id/{id}`, 'upload-result', getUpload],
      ],
    ),
    ['POST', `${LISTINGS}/sku/{hbSku}/activate`, 'listing-activate', postActivation(true)],
    ['POST', `${LISTINGS}/sku/{hbSku}/deactivate`, 'listing-deactivate', postActivation(false)],
    ['DELETE', `${LISTINGS}/sku/{hbSku}/merchantsku/{merchantSku}`, 'listing-delete', deleteListing],
    ['POST', `${LISTINGS}/bulk-unlock`, 'listing-unlock', postUnlock],
    ['GET', '/buybox-orders/merchantid/{merchantId}', 'buy-box', getBuyBox],
    ['GET', '/commissions/merchantid/{merchantId}', 'commissions', getCommissions],
  ],
  mpop: [
    ['GET', `${CATALOGUE}/categories/get-all-categories`, 'categories', getCategories],
    ['GET', `${CATALOGUE}/categories/{categoryId}/attributes`, 'attributes', getAttributes],
    [
      'GET',
      `${CATALOGUE}/categories/{categoryId}/attribute/{attributeId}/values`,
      'attribute-values',
      getValues,
    ],
    ['POST', `${CATALOGUE}/products/import`, 'product-import', postImport],
    ['POST', `${CATALOGUE}/products/fastlisting`, 'fast-listing', postFastListing],
    ['GET', `${CATALOGUE}/products/status/{trackingId}`, 'import-status', getImportStatus],
    ['GET', `${CATALOGUE}/products/all-products-of-merchant/{merchantId}`, 'products', getProducts],
    ['POST', `${CATALOGUE}/products/delete-process`, 'product-delete', postDeleteProcess],
    ['GET', `${CATALOGUE}/products/delete-process/{trackingId}`, 'delete-status', getDeleteProcess],
    ['POST', `${TICKETS}/import`, 'content-update', postContent],
    ['GET', `${TICKETS}/status/{trackingId}`, 'content-status', getContentStatus],
  ],
  'oms-external': [
    ['GET', ORDERS, 'orders-open', getOpenLines],
    ['GET', `${ORDERS}/ordernumber/{orderNumber}`, 'order-by-number', getOrder],
    ['GET', `${ORDERS}/paymentawaiting`, 'orders-awaiting', getAwaiting],
    ['GET', `${ORDERS}/cancelled`, 'orders-cancelled', getCancelled],
    ['GET', PACKAGES, 'packages', getPackages],
    ['GET', `${PACKAGES}/shipped`, 'packages-moving', getMoving('shipped')],
    ['GET', `${PACKAGES}/delivered`, 'packages-moving', getMoving('delivered')],
    ['GET', `${PACKAGES}/undelivered`, 'packages-moving', getMoving('undelivered')],
    ['GET', `${PACKAGES}/status/unpacked`, 'packages-unpacked', getUnpacked],
    ['GET', `${PACKAGES}/missing-invoice`, 'missing-invoice', getMissingInvoice],
    ['GET', PACKAGE, 'package-by-number', getPackage],
    ['POST', PACKAGES, 'package-create', postPackage],
    ['POST', `${PACKAGE}/unpack`, 'package-unpack', postUnpack],
    ['POST', `${PACKAGE}/split`, 'package-split', postSplit],
    ['GET', `${PACKAGE}/labels`, 'package-label', getLabels],
    ['PUT', `${PACKAGE}/invoice`, 'package-invoice', putInvoice],
    ['PUT', `${PACKAGE}/warehouse`, 'package-warehouse', putWarehouse],
    ['PUT', `${PACKAGE}/parcel-info`, 'package-boxes', putBoxes],
    ['POST', `${PACKAGE}/intransit`, 'package-report', postReport('intransit')],
    ['POST', `${PACKAGE}/deliver`, 'package-report', postReport('deliver')],
    ['POST', `${PACKAGE}/undeliver`, 'package-report', postReport('undeliver')],
    ['GET', `${PACKAGE}/changablecargocompanies`, 'cargo-options', getCargoOptions],
    ['PUT', `${PACKAGE}/changecargocompany`, 'cargo-change', putCargo],
    [
      'GET',
      '/delivery/changeablecargocompanies/merchantid/{merchantId}/orderlineid/{lineId}',
      'cargo-options',
      getCargoOptions,
    ],
    ['PUT', `${LINES}/orderlineid/{lineId}/cargocompany`, 'cargo-change', putCargo],
    ['PUT', `${LINES}/orderlineid/{lineId}/laborcost`, 'line-labour-cost', putLabourCost],
    ['POST', `${LINES}/id/{lineId}/cancelbymerchant`, 'line-cancel', postCancelLine],
    ['GET', `${LINES}/packageablewith/lineitemid/{lineId}`, 'packageable-with', getPackageableWith],
    ['GET', '/claims/merchantId/{merchantId}', 'claims', getClaims],
    ['GET', '/claims/merchantId/{merchantId}/status/{status}', 'claims', getClaims],
    ['POST', '/claims/number/{number}/accept', 'claim-answer', postClaimAnswer('accept')],
    ['POST', '/claims/number/{number}/reject', 'claim-answer', postClaimAnswer('reject')],
    [
      'POST',
      '/claims/number/{number}/preapprovalconfirm',
      'claim-answer',
      postClaimAnswer('preapprovalconfirm'),
    ],
  ],
  'shipping-external': [
    ['GET', '/cargoFirms/{merchantId}', 'cargo-firms', getCargoFirms],
    ['GET', '/profiles/{merchantId}', 'shipping-profiles', getProfiles],
  ],
  'mpfinance-external': [['GET', '/transactions/merchantid/{merchantId}', 'transactions', getTransactions]],
  'api-asktoseller-merchant': [
    ['GET', '/api/v1.0/issues', 'questions', getQuestions],
    ['POST', '/api/v1.0/issues/{number}/answer', 'question-answer', postAnswer],
  ],
};

export const ROUTES: readonly Route[] = Object.entries(TABLES).flatMap(([service, rows]) =>
  // The keys are those of TABLES.
  rows.map(([method, path, endpoint, handle]) => ({
    service: service as Service,
    method,
    path,
    endpoint,
    handle,
  })),
);

export type Fit = { readonly params: Readonly<Record<string, string>>; readonly exact: boolean };

/** The named parts when `path` fits the template, whatever its letters' case; `exact` when the case fits, too. */
export function fitPath(template: string, path: string): Fit | null {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  let exact = true;
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{')) {
      if (value === '') return null;
      params[part.slice(1, -1)] = decoded(value);
    } else if (part !== value) {
      if (part.toLowerCase() !== value.toLowerCase()) return null;
      exact = false;
    }
  }
  return { params, exact };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

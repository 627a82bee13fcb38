import type { Effect } from '../../gateway/port.ts';
import type { EndpointManifest } from '../kit/port.ts';

export type N11Endpoint =
  | 'products'
  | 'price-stock-update'
  | 'product-create'
  | 'product-update'
  | 'product-delete'
  | 'task-details'
  | 'categories'
  | 'category-attributes'
  | 'orders'
  | 'order-update'
  | 'package-split'
  | 'package-quantity-split'
  | 'labour-costs'
  | 'collection-request'
  | 'questions'
  | 'question-detail'
  | 'question-answer'
  | 'returns'
  | 'return-reasons'
  | 'return-approve'
  | 'return-deny'
  | 'cancel-claims'
  | 'cancel-claim-reasons'
  | 'cancel-claim-approve'
  | 'cancel-claim-deny'
  | 'catalogue-search'
  | 'invoice-link'
  | 'cargo-companies'
  | 'shipment-templates'
  | 'settlements'
  | 'settlement-detail';

type Group = keyof typeof PER_MINUTE;

/**
 * Requests a minute. Documented are two: 1000 for `shipmentPackages` and one for GetProductQuestionList (n11 portal, Sep
 * 2026). 429 was never seen there; for all the rest these are a polite pace of our own.
 */
const PER_MINUTE = {
  'product-read': 600,
  'product-write': 120,
  tasks: 300,
  catalogue: 120,
  orders: 1_000,
  'order-write': 300,
  soap: 120,
} as const;

/** One list of questions a minute; a second more, because their minute begins when the request arrives. */
const QUESTIONS_EVERY_MS = 61_000;

type Facts = readonly [tr: string, en: string, effect: Effect, group: Group | 'questions', timeoutMs: number];

const FACTS: Readonly<Record<N11Endpoint, Facts>> = {
  products: ['Ürünler', 'Products', 'read', 'product-read', 30_000],
  'price-stock-update': [
    'Stok ve fiyat gönderme',
    'Sending stock and prices',
    'absolute-write',
    'product-write',
    60_000,
  ],
  'product-create': ['Ürün açma', 'Creating products', 'creation', 'product-write', 60_000],
  'product-update': ['Ürün güncelleme', 'Updating products', 'absolute-write', 'product-write', 60_000],
  'product-delete': ['Ürün silme', 'Deleting products', 'absolute-write', 'product-write', 60_000],
  'task-details': ['Görev sonucu', 'Task result', 'read', 'tasks', 30_000],
  categories: ['Kategori ağacı', 'Category tree', 'read', 'catalogue', 60_000],
  'category-attributes': ['Kategori özellikleri', 'Category attributes', 'read', 'catalogue', 60_000],
  orders: ['Siparişler', 'Orders', 'read', 'orders', 30_000],
  'order-update': ['Sipariş onaylama', 'Accepting orders', 'acknowledgement', 'order-write', 30_000],
  'package-split': ['Paket bölme', 'Splitting packages', 'creation', 'order-write', 30_000],
  'package-quantity-split': [
    'Adede göre bölme ve kısmi iptal',
    'Splitting by quantity and partial cancellation',
    'creation',
    'order-write',
    30_000,
  ],
  'labour-costs': ['İşçilik bedeli', 'Labour cost', 'absolute-write', 'order-write', 30_000],
  'collection-request': [
    'Toplama talebi (koli, desi)',
    'Collection request (boxes, desi)',
    'absolute-write',
    'order-write',
    30_000,
  ],
  questions: ['Ürün soruları', 'Product questions', 'read', 'questions', 30_000],
  'question-detail': ['Soru ayrıntısı', 'Question details', 'read', 'soap', 30_000],
  'question-answer': ['Soru yanıtlama', 'Answering questions', 'creation', 'soap', 30_000],
  returns: ['İade talepleri', 'Return claims', 'read', 'soap', 30_000],
  'return-reasons': ['İade ret nedenleri', 'Reasons for rejecting returns', 'read', 'soap', 30_000],
  'return-approve': ['İade onaylama', 'Accepting returns', 'acknowledgement', 'soap', 30_000],
  'return-deny': ['İade reddetme', 'Rejecting returns', 'acknowledgement', 'soap', 30_000],
  'cancel-claims': ['İptal talepleri', 'Cancellation claims', 'read', 'soap', 30_000],
  'cancel-claim-reasons': [
    'İptal ret nedenleri',
    'Reasons for rejecting cancellations',
    'read',
    'soap',
    30_000,
  ],
  'cancel-claim-approve': [
    'İptal talebini onaylama',
    'Accepting cancellation claims',
    'acknowledgement',
    'soap',
    30_000,
  ],
  'cancel-claim-deny': [
    'İptal talebini reddetme',
    'Rejecting cancellation claims',
    'acknowledgement',
    'soap',
    30_000,
  ],
  'catalogue-search': ['Katalogda arama', 'Searching the catalogue', 'read', 'soap', 30_000],
  'invoice-link': ['Fatura bağlantısı', 'Invoice link', 'absolute-write', 'soap', 30_000],
  'cargo-companies': ['Kargo firmaları', 'Cargo companies', 'read', 'soap', 30_000],
  'shipment-templates': ['Teslimat şablonları', 'Shipment templates', 'read', 'soap', 30_000],
  settlements: ['Hakedişler', 'Settlements', 'read', 'soap', 60_000],
  'settlement-detail': ['Hakediş ayrıntısı', 'Settlement details', 'read', 'soap', 60_000],
};

/** The endpoints in use, each with every limit that holds for it. */
export const n11Endpoints = Object.fromEntries(
  Object.entries(FACTS).map(([endpoint, [tr, en, effect, group, timeoutMs]]): [string, EndpointManifest] => [
    endpoint,
    {
      label: { tr, en },
      effect,
      limits: [
        group === 'questions'
          ? { requests: 1, perMs: QUESTIONS_EVERY_MS, group }
          : { requests: PER_MINUTE[group], perMs: 60_000, group },
      ],
      timeoutMs,
    },
  ]),
) as Readonly<Record<N11Endpoint, EndpointManifest>>; // The keys are those of FACTS.

import { CARRIERS, TEMPLATES } from './catalogue-data.ts';
import { CLAIM_OPERATIONS } from './soap-claims.ts';
import {
  isoDate,
  nodeOf,
  pagingData,
  pagingOf,
  periodOf,
  SoapFailure,
  textOf,
  type Operation,
} from './soap-nodes.ts';
import type { N11Line, N11Package } from './state.ts';
import type { N11World } from './world.ts';

const DAY_MS = 86_400_000;
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetShipmentCompanies: () => ({ shipmentCompanies: { shipmentCompany: CARRIERS } }),
  GetShipmentTemplateList: () => ({
    shipmentTemplates: { shipmentTemplate: TEMPLATES.map((templateName) => ({ templateName })) },
  }),
  SaveLinkSellerInvoice: (world, content) => {
    const url = textOf(content, 'url');
    const orderNumber = textOf(content, 'orderNumber');
    const one = [...world.state.packages.values()].find((each) => each.orderNumber === orderNumber);
    if (!one) throw new SoapFailure('SELLER_API.orderNotFound', 'Sipariş bulunamadı');
    if (!/^https:\/\/\S+$/.test(url) || url.length > 2_048)
      throw new SoapFailure('SELLER_API.invalidUrl', 'url alanı geçersizdir');
    const exported = textOf(content, 'invoiceDateTime') !== '' && textOf(content, 'invoiceNumber') !== '';
    if (one.micro && !exported)
      throw new SoapFailure('SELLER_API.invalidInvoice', 'invoiceDateTime ve invoiceNumber zorunludur');
    world.state.invoices.set(orderNumber, url);
    return {};
  },
  SearchCatalog: (world, content) => {
    const codes = [content['uscs'] ?? []].flat().filter((each) => typeof each === 'string');
    if (codes.length > 10) throw new SoapFailure('SELLER_API.invalidInput', 'En fazla 10 değer');
    const found = [...world.state.listings.values()].filter(
      ({ barcode, catalogId }) => barcode !== null && catalogId > 0 && codes.includes(barcode),
    );
    return {
      catalogs: {
        catalog: found.map(({ catalogId, title, barcode }) => ({ catalogId, title, usc: barcode })),
      },
    };
  },
  GetProductQuestionList: (world, content) => {
    const [from, to] = periodOf(nodeOf(content, 'productQuestionSearch'));
    const rows = [...world.state.questions.values()].filter(({ askedMs }) => askedMs >= from && askedMs < to);
    const { page, size } = pagingOf(content, 100);
    return {
      productQuestions: {
        productQuestion: rows.slice(page * size, (page + 1) * size).map((row) => ({
          id: row.id,
          productId: row.productId,
          productTitle: row.productTitle,
          questionSubject: 'Ürün Hakkında',
          question: row.question,
          answer: row.answer,
        })),
      },
      pagingData: pagingData(rows.length, page, size),
    };
  },
  GetProductQuestionDetail: (world, content) => {
    const row = world.state.questions.get(Number(textOf(content, 'productQuestionId')));
    if (!row) return {};
    return {
      productQuestion: {
        productId: row.productId,
        productTitle: row.productTitle,
        questionSubject: 'Ürün Hakkında',
        question: row.question,
        answer: row.answer,
        fullName: row.fullName,
        email: 'alici@example.com',
        status: row.answer === null ? 'OPEN' : 'CLOSED',
        questionDate: `${isoDate(row.askedMs)}+03:00`,
        answeredDate: row.answeredMs === null ? null : `${isoDate(row.answeredMs)}+03:00`,
        buyerExpose: true,
      },
    };
  },
  SaveProductAnswer: (world, content) => {
    const row = world.state.questions.get(Number(textOf(content, 'productQuestionId')));
    const answer = textOf(content, 'answer');
    if (!row) throw new SoapFailure('SELLER_API.questionNotFound', 'Soru bulunamadı');
    if (row.answer !== null)
      throw new SoapFailure('SELLER_API.alreadyAnswered', 'Soru daha önce yanıtlanmış');
    if (answer === '' || answer.length > 2_048)
      throw new SoapFailure('SELLER_API.invalidAnswer', 'answer alanı 1-2048 karakter olmalıdır');
    row.answer = answer;
    row.answeredMs = world.now();
    return {};
  },
  ...CLAIM_OPERATIONS,
  GetSettlementList: (world, content) => {
    const days = settledDays(world).filter(
      ({ day }) => day >= textOf(content, 'startDate') && day <= textOf(content, 'endDate'),
    );
    return {
      settlementListData: {
        metadata: { currentPage: 0, pageSize: 100, totalCount: days.length, pageCount: 1 },
        settlementList: days.map(({ day, packages }) => {
          const paid = packages.flatMap(({ lines }) => lines).reduce((sum, line) => sum + paidOf(line), 0);
          const taken = packages
            .flatMap(({ lines }) => lines)
            .reduce((sum, line) => sum + commissionOf(line), 0);
          return {
            deductionAmount: taken / 100,
            paymentAmount: paid / 100,
            remittanceDate: day,
            settlementAmount: (paid - taken) / 100,
            settlementDate: day,
            status: 'Success',
          };
        }),
      },
    };
  },
  GetSettlementDetail: (world, content) => {
    const wanted = settledDays(world).filter(({ day }) => day === textOf(content, 'date'));
    const items = wanted.flatMap(({ day, packages }) =>
      packages.flatMap(({ orderNumber, lines }) =>
        lines.map((line) => ({
          adFee: 0,
          adFeeVat: 0,
          commission: commissionOf(line) / 100,
          completedDate: day,
          deductionAmount: commissionOf(line) / 100,
          orderItemId: line.orderLineId,
          orderNumber,
          paymentAmount: paidOf(line) / 100,
          paymentDate: day,
          productId: line.productId,
          productName: line.productName,
          settlementAmount: (paidOf(line) - commissionOf(line)) / 100,
        })),
      ),
    );
    return { settlementDetail: { orderItemSettlementDataList: { orderItemSettlementList: items } } };
  },
};

function settledDays(
  world: N11World,
): readonly { readonly day: string; readonly packages: readonly N11Package[] }[] {
  const delivered = [...world.state.packages.values()].filter(({ status }) => status === 'Delivered');
  const byDay = Map.groupBy(delivered, ({ lastModifiedMs }) => isoDate(lastModifiedMs + 14 * DAY_MS));
  return [...byDay]
    .map(([day, packages]) => ({ day, packages }))
    .sort((left, right) => (left.day < right.day ? -1 : 1));
}

function paidOf(line: N11Line): number {
  return line.priceKurus * line.quantity - line.sellerDiscountKurus;
}

function commissionOf(line: N11Line): number {
  return Math.round(paidOf(line) * 0.15);
}

import { z } from 'zod';
import { wireAmountE4, wireFlag, wireId, wireInteger, wireList, wireText } from '../kit/wire-values.ts';

/**
 * What Pazarama's product, result and category services send (portal, 2026). Unknown fields pass, known ones may be absent,
 * null or texts.
 */

export const WireProduct = z.looseObject({
  code: wireText,
  stockCode: wireText,
  groupCode: wireText,
  name: wireText,
  displayName: wireText,
  stockCount: wireInteger,
  listPrice: wireAmountE4,
  salePrice: wireAmountE4,
  state: wireInteger,
  status: wireText,
  /** 10 is off sale (portal, “productStatus”); 0 and 1 were seen or written for what is on sale. */
  productStatus: wireInteger,
  waitingApproveExp: wireText,
  images: wireList(z.looseObject({ imageUrl: wireText, imageurl: wireText })),
});
export type WireProduct = z.infer<typeof WireProduct>;

/** By cursor `data` is an object, by page a list. */
export const ProductList = z.looseObject({
  data: z.union([
    z.array(z.unknown()),
    z.looseObject({ sellerProducts: z.array(z.unknown()).nullish(), nextCursor: wireId }),
    z.null(),
  ]),
});

export type ProductList = z.infer<typeof ProductList>;

/** An accepted upload: `data` is the name of the batch. */
export const UploadAccepted = z.looseObject({ data: wireId });

const PartResult = z.looseObject({ status: wireInteger, operationDetail: wireText }).nullish().catch(null);

export const WireResult = z.looseObject({
  code: wireText,
  price: PartResult,
  stock: PartResult,
  /** An object without a number in results of `lakeType=1`. */
  status: z.unknown().optional(),
  operationDetail: wireText,
  operationStatusText: wireText,
});
export type WireResult = z.infer<typeof WireResult>;

const Rows = z.array(z.unknown());

/** The rows stand in `data`, or one level deeper: the portal shows both. `hasNextPage` is true on a last page there. */
export const ResultPage = z.looseObject({
  data: z.union([
    Rows,
    z.looseObject({ data: Rows, totalPages: wireInteger, totalCount: wireInteger }),
    z.looseObject({ items: Rows, totalPages: wireInteger, totalCount: wireInteger }),
    z.null(),
  ]),
  totalPages: wireInteger,
  totalCount: wireInteger,
});

export const CreationAccepted = z.looseObject({
  data: z
    .looseObject({
      batchRequestId: wireId,
      error: z
        .looseObject({ errors: z.array(z.unknown()).nullish().catch(null), message: wireText })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

export const CreationResult = z.looseObject({
  data: z.looseObject({
    status: wireInteger,
    totalCount: wireInteger,
    successfulCount: wireInteger,
    failedCount: wireInteger,
    failedProducts: wireList(z.looseObject({ productCode: wireText, errorReason: wireText })),
  }),
});

export const CategoryTree = z.looseObject({ data: z.array(z.unknown()) });

export const WireCategory = z.looseObject({
  id: wireId,
  parentId: wireId,
  name: wireText,
  displayName: wireText,
  parentCategories: wireList(z.string()),
  leaf: wireFlag,
});

export const WireAttribute = z.looseObject({
  id: wireId,
  name: wireText,
  displayName: wireText,
  isVariantable: wireFlag,
  isRequired: wireFlag,
  description: wireText,
  attributeValues: wireList(z.looseObject({ id: wireId, value: wireText })),
});
export type WireAttribute = z.infer<typeof WireAttribute>;

export const CategoryWithAttributes = z.looseObject({
  data: z.looseObject({ attributes: wireList(WireAttribute) }),
});

export const BrandPage = z.looseObject({ data: wireList(z.looseObject({ id: wireId, name: wireText })) });

export const SellerDelivery = z.looseObject({
  data: z.looseObject({
    cargoCompany: z
      .looseObject({
        cargoCompanies: wireList(z.looseObject({ cargoCompanyId: wireId, cargoCompanyName: wireText })),
      })
      .nullish()
      .catch(null),
  }),
});

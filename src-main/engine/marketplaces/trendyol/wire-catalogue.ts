import { z } from 'zod';
import { wireFlag, wireId, wireInteger, wireList, wireText } from '../kit/wire-values.ts';

/** What Trendyol's lookups send (sheet §2.1–2.5, 2.9–2.11, state of 24 Nov 2026). */

const Brand = z.looseObject({ id: wireId, name: wireText });

/** In an envelope from the list, bare from the search by name. */
export const Brands = wrapped('brands', Brand);

export type WireCategory = {
  readonly id: string | null;
  readonly name: string;
  readonly parentId: string | null;
  readonly subCategories: readonly WireCategory[];
};

const Category: z.ZodType<WireCategory> = z.lazy(() =>
  z.looseObject({ id: wireId, name: wireText, parentId: wireId, subCategories: wireList(Category) }),
);

/** Wrapped live, bare in the reference (2026). */
export const Categories = wrapped('categories', Category);

const CategoryAttribute = z.looseObject({
  attribute: z.looseObject({ id: wireId, name: wireText }).nullish().catch(null),
  required: wireFlag,
  allowCustom: wireFlag,
  varianter: wireFlag,
  slicer: wireFlag,
  allowMultipleAttributeValues: wireFlag,
});
export type CategoryAttribute = z.infer<typeof CategoryAttribute>;

export const CategoryAttributes = z.looseObject({
  id: wireId,
  categoryAttributes: z.array(z.unknown()).transform((rows) => rows.flatMap(readAttribute)),
});

function readAttribute(row: unknown): readonly CategoryAttribute[] {
  const parsed = CategoryAttribute.safeParse(row);
  return parsed.success ? [parsed.data] : [];
}

/** `attributeValue` in the guide and on stage, `attributeValueName` in the reference (2026). */
const Value = z.looseObject({
  attributeValueId: wireId,
  id: wireId,
  attributeValue: wireText,
  attributeValueName: wireText,
  name: wireText,
});

export const AttributeValues = z.preprocess(
  (body) => (Array.isArray(body) ? { content: body as readonly unknown[] } : body),
  z.looseObject({ content: wireList(Value), totalPages: wireInteger, totalElements: wireInteger }),
);

export const CargoProviders = wrapped('cargoProviders', z.looseObject({ code: wireText, name: wireText }));

/** Flags without `is` in the guide, with it in the reference of 9 Oct 2026. */
const Address = z.looseObject({
  id: wireId,
  addressType: wireText,
  city: wireText,
  district: wireText,
  address: wireText,
  fullAddress: wireText,
  shipmentAddress: wireFlag,
  isShipmentAddress: wireFlag,
  returningAddress: wireFlag,
  isReturningAddress: wireFlag,
  default: wireFlag,
  isDefault: wireFlag,
});
export type WireSellerAddress = z.infer<typeof Address>;

export const Addresses = z.looseObject({ supplierAddresses: wireList(Address) });

export const BuyBoxes = z.looseObject({
  buyboxInfo: wireList(
    z.looseObject({
      barcode: wireId,
      buyboxOrder: wireInteger,
      buyboxPrice: z.unknown(),
      hasMultipleSeller: wireFlag,
    }),
  ),
});

const AuditUpdate = z.looseObject({
  type: wireText,
  status: wireText,
  rejectReasons: wireList(z.looseObject({ type: wireText, reason: wireText, detail: wireText })),
});

export const UpdateAudits = z.looseObject({
  content: wireList(
    z.looseObject({ barcode: wireId, batchRequestId: wireId, updates: wireList(AuditUpdate) }),
  ),
});

export const CreatedBrand = z.looseObject({ brandId: wireId });
export const CreatedVideo = z.looseObject({ videoId: wireId });

export const Videos = z.looseObject({
  meta: z.looseObject({ total: wireInteger, totalPage: wireInteger }).nullish().catch(null),
  data: wireList(
    z.looseObject({
      id: wireId,
      title: wireText,
      status: wireText,
      videoUrl: wireText,
      productContentIds: wireList(z.union([z.string(), z.number()]).transform(String)),
      errorCode: wireText,
      isApproved: wireFlag,
    }),
  ),
});

export const BaseInfo = z.looseObject({ approved: wireFlag, archived: wireFlag, contentId: wireId });

/** The shapes of the address services are not described: ids and names are looked for under the names of their kind. */
const WirePlace = z.looseObject({
  id: wireId,
  code: wireId,
  cityId: wireId,
  districtId: wireId,
  neighborhoodId: wireId,
  name: wireText,
  cityName: wireText,
  districtName: wireText,
  neighborhoodName: wireText,
});

type WirePlace = z.output<typeof WirePlace>;

const placesBy = (idOf: (place: WirePlace) => string | null) =>
  z.preprocess(
    (body) => (Array.isArray(body) ? body : firstList(body)),
    z.array(z.unknown()).transform((rows) =>
      rows.flatMap((row) => {
        const parsed = WirePlace.safeParse(row);
        if (!parsed.success) return [];
        const place = parsed.data;
        const placeId = idOf(place);
        const name = place.name || place.neighborhoodName || place.districtName || place.cityName;
        return placeId === null ? [] : [{ placeId, name }];
      }),
    ),
  );

export const Places = placesBy(
  ({ id, neighborhoodId, districtId, cityId, code }) => id ?? neighborhoodId ?? districtId ?? cityId ?? code,
);
/** Below a country, paths name it by its code (2026). */
export const Countries = placesBy(({ code, id }) => code ?? id);

function firstList(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.values(body).find((value) => Array.isArray(value)) ?? body;
}

/** A list, bare or below one name. A body that is neither is not understood. */
function wrapped<T extends z.ZodType>(name: string, row: T) {
  const list = z.array(row.nullable().catch(null)).transform((rows) => rows.filter((each) => each !== null));
  return z.preprocess(
    (body) =>
      typeof body === 'object' && body !== null && !Array.isArray(body)
        ? ((body as Readonly<Record<string, unknown>>)[name] ??
          (body as Readonly<Record<string, unknown>>)['content'])
        : body,
    list,
  );
}

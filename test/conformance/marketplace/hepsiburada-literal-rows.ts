import { M, local, money, HOUR_MS, type Line, type Market } from './hepsiburada-literal-state.ts';

/** A line of an order, as the lists have it (§4.2). */
export const lineOf = ({ linesNamePackages }: Market, line: Line) => ({
  id: line.id,
  orderId: `o-${line.orderNumber}`,
  orderNumber: line.orderNumber,
  orderDate: local(Date.now() - HOUR_MS),
  sku: line.listing.hbSku,
  merchantSKU: line.listing.merchantSku,
  merchantId: M,
  name: 'Ürün',
  productBarcode: line.listing.barcode,
  quantity: line.quantity,
  status: line.status,
  dueDate: local(Date.now() + 24 * HOUR_MS),
  unitPrice: money(line.listing.price),
  totalPrice: money(line.listing.price * line.quantity),
  vat: 1.5,
  vatRate: 10,
  customerName: 'Ayşe Yılmaz',
  shippingAddress: {
    name: 'Ayşe Yılmaz',
    address: 'Örnek Sk. 5/2',
    countryCode: 'TR',
    phoneNumber: '05320000000',
    district: 'Moda',
    town: 'Kadıköy',
    city: 'İstanbul',
  },
  invoice: { turkishIdentityNumber: '11111111111', taxNumber: '', taxOffice: null },
  cargoCompany: 'Aras Kargo',
  packageNumber: linesNamePackages ? line.packageNumber : null,
  discountInfo: [],
  pickUpTime: null,
});

/** Numbers of all packages. */
export const packagesOf = ({ lines }: Market) => [
  ...new Set(lines.flatMap(({ packageNumber }) => packageNumber ?? [])),
];

/** A package as its list has it: bare, with its lines under other names (§4.2). */
export const packageRow = ({ lines }: Market, packageNumber: string) => ({
  id: `p-${packageNumber}`,
  status: 'Open',
  packageNumber,
  barcode: '6220131054891',
  cargoCompany: 'Aras Kargo',
  orderDate: local(Date.now() - HOUR_MS),
  customerName: 'Ayşe Yılmaz',
  items: lines
    .filter((line) => line.packageNumber === packageNumber)
    .map((line) => ({
      lineItemId: line.id,
      merchantSku: line.listing.merchantSku,
      hbSku: line.listing.hbSku,
      quantity: line.quantity,
      price: money(line.listing.price),
      totalPrice: money(line.listing.price * line.quantity),
      orderNumber: line.orderNumber,
      productBarcode: line.listing.barcode,
    })),
});

/** Packages on their way or delivered, in PascalCase (§4.2). */
export const moving = ({ lines, shipped }: Market, delivered: boolean) =>
  [...shipped]
    .filter(([, each]) => each.delivered === delivered)
    .map(([packageNumber, { at }]) => ({
      Id: `p-${packageNumber}`,
      MerchantId: M,
      OrderNumber: lines.find((line) => line.packageNumber === packageNumber)!.orderNumber,
      PackageNumber: packageNumber,
      ...(delivered ? { DeliveredDate: local(at) } : { ShippedDate: local(at), Deci: 2 }),
    }));

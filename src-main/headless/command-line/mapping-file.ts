import { z } from 'zod';
import { type AttributeSource, ProductWishes, PublishingDefaults } from '#contract/publishing.ts';
import { UsageError } from './outcome.ts';

/**
 * Where an attribute takes its value from, as people write it: `manufacturer`, `option:Renk`, `attribute:Malzeme`,
 * `value:6980` (the marketplace's value for all products) or `text:…`.
 */
const SourceText = z.string().regex(/^(?:manufacturer$|(?:option|attribute|value|text):.)/su);
export type SourceText = z.infer<typeof SourceText>;

/** One product's own words on a channel; what is left out stays as it is. */
const ProductWords = ProductWishes.omit({ catalogueIds: true })
  .extend({ catalogueId: z.string().max(200).nullable() })
  .partial()
  .strict();

/**
 * A mapping as one document: what `mapping --json` prints as `mapping`, and `mapping set --file` takes. Names are the
 * shop's own (`Giyim > Elbise`, a manufacturer, a stock code); on the other side stand the marketplace's ids. `null` takes
 * a decision away; what is not in it stays as it is.
 */
export const MappingFile = z
  .object({
    defaults: PublishingDefaults.partial().strict(),
    categories: z.record(z.string(), z.string().min(1).nullable()),
    brands: z.record(
      z.string(),
      z.union([
        z.string().min(1),
        z.object({ brandId: z.string().nullable(), name: z.string().min(1) }).strict(),
        z.null(),
      ]),
    ),
    /** By the marketplace's category, then its attribute. */
    attributes: z.record(z.string(), z.record(z.string(), z.union([SourceText, z.null()]))),
    /** By category, attribute and the shop's value. */
    values: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.string().min(1).nullable()))),
    /** By stock code. */
    products: z.record(z.string(), ProductWords),
  })
  .partial()
  .strict();
export type MappingFile = z.infer<typeof MappingFile>;

/** @throws UsageError that names the place of the first thing that is wrong. */
export function parseMappingFile(text: string): MappingFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError('Eşleme dosyası geçerli bir JSON değil.', 'The mapping file is no valid JSON.');
  }
  const parsed = MappingFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const place = first?.path.map(String).join(' › ') ?? '';
  throw new UsageError(
    `Eşleme dosyasında anlaşılmayan yer: ${place || '(kök)'}.`,
    `The mapping file has something that is not understood at: ${place || '(root)'}.`,
  );
}

/** The contract's form of a written source. An attribute may be named; `idOf` finds its id. */
export function readSource(text: SourceText, idOf: (name: string) => string): AttributeSource {
  if (text === 'manufacturer') return { kind: 'manufacturer' };
  const at = text.indexOf(':');
  const rest = text.slice(at + 1);
  switch (text.slice(0, at)) {
    case 'option':
      return { kind: 'option', option: rest };
    case 'attribute':
      return { kind: 'attribute', attributeId: idOf(rest) };
    case 'value':
      return { kind: 'fixed', valueId: rest, text: null };
    default:
      return { kind: 'fixed', valueId: null, text: rest };
  }
}

export function writeSource(source: AttributeSource): SourceText {
  switch (source.kind) {
    case 'manufacturer':
      return 'manufacturer';
    case 'option':
      return `option:${source.option}`;
    case 'attribute':
      return `attribute:${source.attributeId}`;
    case 'fixed':
      return source.valueId === null ? `text:${source.text ?? ''}` : `value:${source.valueId}`;
  }
}

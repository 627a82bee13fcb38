import { z } from 'zod';

/** A part of a multipart body as `SealedRequest.bodyText` tells it; files that are no text come without one. */
export type ToldPart = {
  readonly name: string;
  readonly fileName?: string | undefined;
  readonly contentType?: string | undefined;
  readonly text?: string | undefined;
};

const Parts = z.array(
  z.object({
    name: z.string(),
    fileName: z.string().optional(),
    contentType: z.string().optional(),
    text: z.string().optional(),
  }),
);

/**
 * The parts of a multipart body for `readOffers`, which sees it as the gateway tells it.
 *
 * @throws Error when it is no such text: then nothing may be sent.
 */
export function readMultipartText(bodyText: string): readonly ToldPart[] {
  return Parts.parse(JSON.parse(bodyText));
}

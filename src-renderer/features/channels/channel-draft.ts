import { create } from 'zustand';
import { ChannelName, type ChannelMode, type Marketplace, type NewChannel } from '#contract/channels.ts';
import { judgeCredential, trimmedCredentials, type CredentialValues } from './credential-fields.tsx';

/** A channel being set up. Kept in memory while the page lives, so that leaving the form loses nothing typed. */
export type ChannelDraft = {
  readonly marketplace: string | null;
  /** Null until typed: then the marketplace's own name is proposed. */
  readonly name: string | null;
  readonly mode: ChannelMode;
  readonly baseUrl: string;
  readonly credentials: CredentialValues;
};

export const EMPTY_DRAFT: ChannelDraft = {
  marketplace: null,
  name: null,
  mode: 'approval',
  baseUrl: '',
  credentials: {},
};

export const useChannelDraft = create<ChannelDraft>(() => EMPTY_DRAFT);

export type DraftVerdict =
  | { readonly kind: 'ready'; readonly channel: NewChannel }
  | { readonly kind: 'unfinished'; readonly name: boolean; readonly baseUrl: boolean };

/** The draft as the engine takes it, or which of its own fields are not right (credentials are judged one by one). */
export function judgeDraft(draft: ChannelDraft, marketplace: Marketplace): DraftVerdict {
  const name = ChannelName.safeParse(draft.name ?? marketplace.name);
  const baseUrl = draft.baseUrl.trim();
  const address = baseUrl === '' ? null : URL.parse(baseUrl);
  const baseUrlFine = baseUrl === '' || (address !== null && /^https?:$/.test(address.protocol));
  const credentialsFine = marketplace.credentialFields.every(
    (field) => judgeCredential(field, draft.credentials[field.key]) === 'fine',
  );
  if (!name.success || !baseUrlFine || !credentialsFine) {
    return { kind: 'unfinished', name: name.success, baseUrl: baseUrlFine };
  }
  return {
    kind: 'ready',
    channel: {
      marketplace: marketplace.marketplace,
      name: name.data,
      mode: draft.mode,
      baseUrl: baseUrl === '' ? null : baseUrl,
      credentials: trimmedCredentials(draft.credentials),
    },
  };
}

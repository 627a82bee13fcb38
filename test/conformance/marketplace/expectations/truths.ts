import { expect } from 'vitest';
import { PROBLEM_CODES, PROBLEM_TRAITS } from '#contract/problem.ts';
import { describeProblem } from '#contract/problem-texts.ts';
import { capabilityMatrix } from '#engine/handlers/capability-matrix.ts';
import type { MarketplaceConnection } from '#engine/marketplaces/kit/port.ts';
import { problemOf, recordIntent } from '../../../support/gateway-under-test.ts';
import { seedOf, update, type Expectation, type Stage } from '../stage.ts';

/** What the matrix calls a thing, and what does it. */
const METHODS: readonly (readonly [capability: RegExp, methods: readonly (keyof MarketplaceConnection)[]])[] =
  [
    [/^credentials-check$/, ['verifyCredentials']],
    [/^listings-read$/, ['readListings']],
    [/^offers-read$/, ['readOffers']],
    [/^(stock|price)-update$/, ['updateStockAndPrice']],
    [/^batch-result$/, ['readBatch']],
    [/^orders-(read|stream)$/, ['readOrders']],
    [/^orders-by-number$/, ['readOrdersByNumber']],
    [/^categories-read$/, ['readCategories']],
    [/^attributes-read$/, ['readAttributes']],
    [/^brands-read$/, ['readBrands']],
    [/^catalogue-search$/, ['searchCatalogue']],
    [/^listing-create$/, ['createListings', 'checkDraft']],
    [/^listing-update-content$/, ['updateContent']],
    [/^listing-archive$/, ['archiveListings', 'unarchiveListings']],
    [/^listing-delete$/, ['deleteListings']],
    [/^listing-unlock$/, ['unlockListings']],
    [/^buybox$/, ['readBuyBox']],
    [/^package-picking$/, ['acknowledgeOrder']],
    [/^package-invoiced$/, ['reportInvoice']],
    [/^package-(unsupplied|cancel)$/, ['cancelLines', 'readCancelReasons']],
    [/^package-split$/, ['splitPackage']],
    [/^package-extend$/, ['extendDispatch']],
    [/^package-cargo-change$/, ['changeCargo']],
    [/^package-box-info$/, ['reportBoxes']],
    [/^package-labour-cost$/, ['reportLabourCost']],
    [/^package-(ship|shipped|alternative-delivery)$/, ['reportShipment']],
    [/^package-create$/, ['packLines']],
    [/^package-unpack$/, ['unpack']],
    [/^label$/, ['readLabel']],
    [/^invoice-(link|file)$/, ['sendInvoice']],
    [/^claims-read$/, ['readReturns']],
    [/^claim-(approve|reject)$/, ['answerReturn']],
    [/^questions-read$/, ['readQuestions']],
    [/^question-answer$/, ['answerQuestion']],
    [/^settlements-read$/, ['readSettlements']],
  ];

const YEAR = /\b20(?:0\d|1\d|2[0-6])\b/;

/** Three texts of one row, in whichever form a table keeps them. */
function textsOf(words: unknown): readonly string[] {
  if (Array.isArray(words)) return words as readonly string[];
  const { happened, means, action } = words as Readonly<Record<'happened' | 'means' | 'action', string>>;
  return [happened, means, action];
}

const NEW_WORDS = 'Yepyeni kural xqz-47: henüz kimse bilmiyor';

/** A refusal whose words nobody has heard of, as this marketplace would write it. */
function unheardOf({ traits }: Stage) {
  return traits.wire === 'soap'
    ? {
        status: 500,
        headers: { 'content-type': 'text/xml; charset=utf-8' },
        body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>e:Client</faultcode><faultstring>${NEW_WORDS}</faultstring></e:Fault></e:Body></e:Envelope>`,
      }
    : {
        status: 400,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          code: 'xqz-47',
          message: NEW_WORDS,
          errors: [{ code: 'xqz-47', key: 'xqz-47', message: NEW_WORDS }],
        }),
      };
}

async function refusedInNewWords(stage: Stage) {
  const { world, tapped } = stage;
  world.seed([seedOf('B-1')]);
  const { connection, tap } = await tapped();
  tap.meddle({ on: 'offers', instead: () => unheardOf(stage) });
  const { intent, steps } = recordIntent();
  const sent = connection.updateStockAndPrice([update(world, 'B-1', { quantity: 2 })], {
    intent,
    priority: 1,
  });
  const result = await sent.catch(() => null);
  if (result === null) return { problem: await problemOf(sent), steps };
  if (result.kind === 'refused') return { problem: result.problem, steps };
  if (result.kind !== 'accepted') throw new Error(result.kind);
  const { items } = await connection.readBatch(result.batchId);
  return { problem: items[0]!.problem!, steps };
}

/** What the program says of a marketplace must be true, and be said in words. */
export const TRUTHS: readonly Expectation[] = [
  {
    sentence:
      'names each capability once, in both languages, and where it is missing why, with its source’s year',
    run: async ({ world }) => {
      const { capabilities } = world.adapter.manifest;
      expect(new Set(capabilities.map(({ capability }) => capability)).size).toBe(capabilities.length);
      for (const { capability, label, state, reason } of capabilities) {
        expect(label.tr.trim() && label.en.trim(), capability).not.toBe('');
        if (state === 'works') expect(reason, capability).toBeNull();
        else if (state === 'not-offered') {
          expect(reason?.tr, capability).toMatch(YEAR);
          expect(reason?.en, capability).toMatch(YEAR);
        } else expect(reason?.tr && reason.en, capability).toBeTruthy();
      }
    },
  },
  {
    sentence: 'can do all that its matrix says works, and nothing that it says is missing',
    run: async ({ world }) => {
      const { capabilities } = world.adapter.manifest;
      const told = capabilities.map(({ capability }) => capability);
      for (const [sign, methods] of METHODS) {
        const rows = capabilities.filter(({ capability }) => sign.test(capability));
        const works = rows.some(({ state }) => state === 'works');
        for (const method of methods)
          expect([method, typeof world.connection[method] === 'function'], told.join(' ')).toEqual([
            method,
            works,
          ]);
      }
    },
  },
  {
    sentence: 'says of a closed marketplace that it is closed, and of an open one nothing of the kind',
    run: async ({ world }) => {
      const { closed, capabilities } = world.adapter.manifest;
      const live = capabilities.find(({ capability }) => capability === 'live');
      if (closed === undefined) expect(live).toBeUndefined();
      else {
        expect(closed.since).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(closed.reason.tr && closed.reason.en).toMatch(YEAR);
        const shown = capabilityMatrix([world.adapter.manifest]).rows.flatMap(({ cells }) => cells);
        expect(shown.filter(({ state }) => state === 'works')).toEqual([]);
        expect(shown.filter(({ state }) => state === 'closed').length).toBeGreaterThan(10);
        expect(live).toMatchObject({ state: 'not-offered', reason: { tr: expect.stringMatching(YEAR) } });
      }
    },
  },
  {
    sentence:
      'knows of every endpoint what it is called, what it does, how often it may be called and how long it takes',
    run: async ({ world }) => {
      const endpoints = Object.entries(world.adapter.manifest.endpoints);
      expect(endpoints.length).toBeGreaterThan(5);
      for (const [name, { label, effect, limits, timeoutMs }] of endpoints) {
        expect(label.tr.trim() && label.en.trim(), name).not.toBe('');
        expect(['read', 'absolute-write', 'creation', 'acknowledgement'], name).toContain(effect);
        expect(timeoutMs, name).toBeGreaterThan(0);
        expect(timeoutMs, name).toBeLessThanOrEqual(300_000);
        expect(limits.length, name).toBeGreaterThan(0);
        for (const { requests, perMs, group } of limits) {
          expect(requests > 0 && perMs > 0, name).toBe(true);
          expect(group, name).not.toBe('');
        }
      }
    },
  },
  {
    sentence: 'asks for its credentials in both languages, and knows which of them are secret',
    run: async ({ world }) => {
      const { credentialFields } = world.adapter.manifest;
      expect(credentialFields.some(({ secret }) => secret)).toBe(true);
      expect(new Set(credentialFields.map(({ key }) => key)).size).toBe(credentialFields.length);
      expect(credentialFields.map(({ key }) => key).toSorted()).toEqual(
        Object.keys(world.credentials).toSorted(),
      );
      for (const { label, help } of credentialFields) {
        expect(label.tr.trim() && label.en.trim()).not.toBe('');
        expect(help.tr.trim() && help.en.trim()).not.toBe('');
      }
    },
  },
  {
    sentence:
      'explains every refusal of its table: what happened, what it means and what to do, in two languages, who must act, and whether again',
    run: async ({ traits }) => {
      expect(traits.errorTable.length).toBeGreaterThan(5);
      expect(new Set(traits.errorTable.map(({ sign }) => String(sign))).size).toBe(traits.errorTable.length);
      for (const { sign, code, tr, en } of traits.errorTable) {
        const [turkish, english] = [textsOf(tr), textsOf(en)];
        for (const text of [...turkish, ...english])
          expect(text.trim().length, String(sign)).toBeGreaterThan(3);
        expect(turkish, String(sign)).toHaveLength(3);
        expect(english, String(sign)).toHaveLength(3);
        for (const [index, text] of english.entries()) expect(text, String(sign)).not.toBe(turkish[index]);
        expect(PROBLEM_CODES).toContain(code ?? 'channel/item-refused');
        const { actor, retryable } = PROBLEM_TRAITS[code ?? 'channel/item-refused'];
        expect(actor && typeof retryable, String(sign)).toBe('boolean');
        for (const nothing of ['', 'xqz', NEW_WORDS.toLowerCase()])
          expect(sign.test(nothing), String(sign)).toBe(false);
      }
    },
  },
  {
    sentence:
      'keeps the words of a refusal that nobody has heard of, and still says what it means and what to do',
    run: async (stage) => {
      const { problem, steps } = await refusedInNewWords(stage);
      expect(problem.detail).toContain('xqz-47');
      expect(steps.map(({ step }) => step)).not.toContain('outcome-unknown');
      for (const language of ['tr', 'en'] as const) {
        const { happened, action } = describeProblem(
          problem as Parameters<typeof describeProblem>[0],
          language,
        );
        expect(happened.trim()).not.toBe('');
        expect(action.trim()).not.toBe('');
      }
    },
  },
];

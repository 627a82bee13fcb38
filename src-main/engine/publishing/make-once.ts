import type { NewBrand, NewVideo } from '#contract/market-services.ts';
import { isProblemError, problem, ProblemError, type Problem } from '#contract/problem.ts';
import { foldKey } from '#common/turkish-text.ts';
import { finishAttempt, insertAttempt, recordAnswer } from '../cache/tables/attempt.ts';
import type { EngineContext } from '../context.ts';
import type { IntentRecorder } from '../gateway/port.ts';
import { PRIORITY } from '../marketplaces/kit/priority.ts';
import type { UploadedFile } from '../marketplaces/kit/further.ts';
import { readVideos, serviceOf } from './market-services.ts';

type Made = { readonly id: string; readonly made: boolean };

/**
 * Asks for a brand that the marketplace does not know. One of that name is looked for before, and again after a lost answer:
 * it is never asked for twice. Rejects with `channel/not-offered`, `channel/outcome-unknown` or what the marketplace said.
 */
export async function createBrand(
  context: EngineContext,
  wish: NewBrand,
): Promise<{ readonly brandId: string; readonly made: boolean }> {
  const { channelId, name } = wish;
  const create = serviceOf(context, channelId, 'createBrand');
  const { id, made } = await makeOnce(context, {
    channelId,
    what: `brand:${name}`,
    find: () => findBrand(context, channelId, name),
    make: async (intent) =>
      (await create({ name, images: wish.images.map(fileOf) }, { intent, priority: PRIORITY.content }))
        .brandId,
  });
  return { brandId: id, made };
}

/** Gives product pages a video. One of the same address is looked for before, and again after a lost answer. */
export async function sendVideo(
  context: EngineContext,
  wish: NewVideo,
): Promise<{ readonly videoId: string; readonly made: boolean }> {
  const { channelId, ...video } = wish;
  const send = serviceOf(context, channelId, 'sendVideo');
  const { id, made } = await makeOnce(context, {
    channelId,
    what: 'video',
    find: async () =>
      (await readVideos(context, channelId)).find(
        ({ url, state }) => url === video.videoUrl && state !== 'rejected',
      )?.videoId ?? null,
    make: async (intent) => (await send(video, { intent, priority: PRIORITY.content })).videoId,
  });
  return { videoId: id, made };
}

async function findBrand(context: EngineContext, channelId: string, name: string): Promise<string | null> {
  const { connection } = context.channels.open(channelId);
  if (connection.readBrands === undefined) return null;
  for await (const page of connection.readBrands(name)) {
    const same = page.find((brand) => foldKey(brand.name) === foldKey(name));
    if (same !== undefined) return same.brandId;
  }
  return null;
}

function fileOf({ name, mediaType, base64 }: NewBrand['images'][number]): UploadedFile {
  return { name, mediaType, bytes: Buffer.from(base64, 'base64') };
}

type Making = {
  readonly channelId: string;
  readonly what: string;
  readonly find: () => Promise<string | null>;
  readonly make: (intent: IntentRecorder) => Promise<string>;
};

async function makeOnce(context: EngineContext, making: Making): Promise<Made> {
  const there = await making.find();
  if (there !== null) return { id: there, made: false };
  const intent = makingIntent(context, making);
  try {
    const id = await making.make(intent);
    intent.end('final', null);
    return { id, made: true };
  } catch (error) {
    if (!isProblemError(error)) {
      intent.outcomeUnknown(error instanceof Error ? error.name : 'unknown');
      throw error;
    }
    if (error.problem.code !== 'channel/outcome-unknown') {
      intent.end('refused', error.problem);
      throw error;
    }
    intent.outcomeUnknown('answer lost');
    const arrived = await making.find();
    if (arrived !== null) return { id: arrived, made: true };
    throw new ProblemError(notFoundAfter(context, making.channelId));
  }
}

/** Not shown yet does not mean that it never will be: asked for again, it is looked for first. */
function notFoundAfter(context: EngineContext, channelId: string): Problem {
  const { name } = context.channels.open(channelId).manifest;
  return problem('channel/outcome-unknown', {
    marketplace: name,
    happenedTr: `İstek gönderildi, yanıtı gelmedi; ${name} bunu henüz göstermiyor.`,
    meansTr: 'Ulaşıp ulaşmadığı bilinmiyor; kendiliğinden yinelenmez.',
    actionTr: 'Birkaç dakika sonra yeniden isteyin: önce var mı diye bakılır.',
    happenedEn: `The request was sent and got no answer; ${name} does not show it yet.`,
    meansEn: 'Nobody knows whether it arrived; it is not repeated by itself.',
    actionEn: 'Ask again in a few minutes: it is looked for first.',
  });
}

type MakingIntent = IntentRecorder & {
  readonly end: (state: 'final' | 'refused', why: Problem | null) => void;
};

function makingIntent({ database, host }: EngineContext, { channelId, what }: Making): MakingIntent {
  const attemptId = host.random.uuid();
  let open = false;
  const finish = (state: 'final' | 'refused' | 'unknown' | 'not-sent', why: Problem | null): void => {
    if (!open) return;
    open = false;
    finishAttempt(database, { attemptId, state, problem: why, at: host.clock.now() });
  };
  return {
    beforeSend: (request) => {
      if (open) return;
      insertAttempt(database, {
        attemptId,
        channelId,
        kind: 'listings',
        endpoint: request.endpoint,
        bodyHash: request.bodyHash,
        items: 1,
        subjectOrderId: null,
        subjectPackageId: null,
        subjectValue: what,
        requestExcerpt: null,
        at: host.clock.now(),
      });
      open = true;
    },
    afterAnswer: ({ status }) => recordAnswer(database, { attemptId, status, excerpt: '' }),
    outcomeUnknown: (reason) => finish('unknown', problem('channel/outcome-unknown', {}, reason)),
    notSent: () => finish('not-sent', null),
    end: finish,
  };
}

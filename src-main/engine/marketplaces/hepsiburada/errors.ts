import { problem, type Problem, type ProblemCode } from '#contract/problem.ts';
import { redactText } from '#common/redact-text.ts';
import type { GatewayResponse } from '../../gateway/port.ts';
import { readErrorWords as wordsOfBody, type WordOptions } from '../kit/error-words.ts';
import type { HepsiburadaEndpoint } from './endpoints.ts';
import { explain } from './explain.ts';
import type { HepsiburadaRequest } from './request.ts';

const NAME = 'Hepsiburada';
const DETAIL_LIMIT = 1_000;

/** Where an error body may carry its words: every service has a form of its own (sheet §1.3). */
const WORD_FIELDS = [
  'message',
  'Message',
  'errorMessage',
  'exceptionCode',
  'code',
  'description',
  'detail',
  'title',
  'msg',
  'error',
  'errors',
  'fieldErrors',
  'internalMessage',
  'data',
];
const WORDS: WordOptions = { fields: WORD_FIELDS, numbers: true };

/** All words of an error body, in the order of their importance. */
export function readErrorWords(json: unknown, text: string): readonly string[] {
  return wordsOfBody(json, text, WORDS);
}

/** Said in a 200 as well as in a 400 (sheet §8 item 9), for the running uploads and the day's: nothing was taken. */
export function isTooManyUploads(text: string): boolean {
  return /too many ongoing|inventory upload limit/i.test(text);
}

export type RefusalMeaning = {
  /** For answers that mean something special where they came from. */
  readonly notFound?: ProblemCode | undefined;
  readonly conflict?: ProblemCode | undefined;
};

/** Names a 3xx or 4xx answer, or a 200 that says `success: false`. */
export function refusalProblem(
  request: Pick<HepsiburadaRequest, 'endpoint' | 'host'>,
  response: Pick<GatewayResponse, 'status' | 'json' | 'text'>,
  meaning: RefusalMeaning = {},
): Problem {
  const words = readErrorWords(response.json, response.text);
  const { status } = response;
  const params = { marketplace: NAME, endpoint: request.endpoint, status };
  const raw = words.join(' · ');
  const detail = clean(`HTTP ${status}${raw === '' ? '' : `: ${raw}`}`);
  if (status === 403)
    return problem('channel/forbidden', { ...params, ...forbiddenWords(request.host) }, detail);
  const code = codeOf(status, meaning);
  // The label service's numbers mean something in its answers alone (sheet §4.3).
  const numbered = request.endpoint === 'package-label' ? words.map((word) => `package label ${word}`) : [];
  const known = status === 401 ? null : (explain(words) ?? explain(numbered));
  if (known) return problem(known.code ?? code, { ...params, ...known.texts }, detail);
  return problem(code, params, detail);
}

function codeOf(status: number, { notFound, conflict }: RefusalMeaning): ProblemCode {
  if (status === 401) return 'channel/wrong-key';
  if (status === 404) return notFound ?? 'channel/not-found';
  if (status === 409) return conflict ?? 'channel/request-refused';
  if (status === 410 || status === 426) return 'channel/retired-endpoint';
  if (status >= 300 && status < 400) return 'channel/not-understood';
  return 'channel/request-refused';
}

/** 403 stands for keys of the other environment, and in the catalogue also for too many requests (sheet §1.4). */
function forbiddenWords(host: HepsiburadaRequest['host']): Readonly<Record<string, string>> {
  const pace = host === 'catalogue';
  return {
    happenedTr: 'Hepsiburada bu isteğe izin vermedi.',
    meansTr: pace
      ? 'Anahtar başka ortama ait olabilir ya da kısa sürede çok istek yapıldı; bu iş yapılmadı.'
      : 'Anahtar başka ortama (deneme/canlı) ait olabilir ya da bu servis hesabınıza açık değil.',
    actionTr: 'Mağaza kimliği, servis anahtarı ve geliştirici adının canlı ortama ait olduğunu denetleyin.',
    happenedEn: 'Hepsiburada did not allow this request.',
    meansEn: pace
      ? 'The key may belong to the other environment, or too much was asked in a short time; this was not done.'
      : 'The key may belong to the other environment (test or live), or the service is not open for your account.',
    actionEn: 'Check that merchant ID, service key and developer name belong to the live environment.',
  };
}

/** Names why one item of an upload or import was refused. Unknown texts stay readable: the raw words are the detail. */
export function itemProblem(reasons: readonly string[], extra = ''): Problem {
  const raw = [...reasons, extra].filter((text) => text.trim() !== '').join(' · ');
  const known = explain(reasons);
  return problem(
    known?.code ?? 'channel/item-refused',
    { marketplace: NAME, ...known?.texts },
    raw === '' ? null : clean(raw),
  );
}

export function notUnderstood(endpoint: HepsiburadaEndpoint, detail: string): Problem {
  return problem('channel/not-understood', { marketplace: NAME, endpoint }, detail);
}

function clean(text: string): string {
  return redactText(text).slice(0, DETAIL_LIMIT);
}

import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import type { Question } from './after-sales-state.ts';
import { refusal } from './answers.ts';
import { asObject, asText, queryNumber } from './body-fields.ts';
import { cutPage } from './paging.ts';
import { nextNumber } from './state.ts';
import type { Call, TrendyolWorld } from './world.ts';

const DAY_MS = 86_400_000;
const MAX_SIZE = 50;

/** GET …/questions/filter: longer than two weeks is silently cut, no date is the last week. */
export function getQuestions(call: Call): SandboxAnswer {
  const { world, query } = call;
  const nowMs = world.now();
  const size = queryNumber(query, 'size', 20);
  const page = queryNumber(query, 'page', 0);
  if (size === null || page === null || size < 1 || size > MAX_SIZE)
    throw refusal(400, 'invalid.page.request', `size 1 ile ${MAX_SIZE} arasında olmalıdır`)(nowMs);
  const to = Number(query.get('endDate') ?? nowMs);
  const from = Math.max(Number(query.get('startDate') ?? to - 7 * DAY_MS), to - 14 * DAY_MS);
  const changed = query.get('orderByField') === 'LastModifiedDate';
  const at = (one: Question): number => (changed ? one.lastModifiedMs : one.askedMs);
  const sign = query.get('orderByDirection') === 'ASC' ? 1 : -1;
  const status = query.get('status');
  const barcode = query.get('barcode');
  const rows = [...world.state.questions.values()]
    .filter((one) => at(one) >= from && at(one) <= to)
    .filter((one) => (!status || one.status === status) && (!barcode || one.barcode === barcode))
    .sort((a, b) => sign * (at(a) - at(b) || a.questionId - b.questionId));
  const cut = cutPage(call, rows, { page, size, offset: page * size });
  return jsonAnswer(200, {
    page,
    size,
    totalPages: cut.totalPages,
    totalElements: cut.totalElements,
    content: cut.content.map((one) => questionJson(world, one)),
  });
}

export function getQuestion(call: Call): SandboxAnswer {
  return jsonAnswer(200, questionJson(call.world, questionOf(call)));
}

export function postAnswer(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = questionOf(call);
  const text = asText(asObject(call.body, 'istek', nowMs)['text'], 'text', nowMs);
  if (text.trim() === '') throw refusal(400, 'answer.text.empty', 'Cevap boş olamaz')(nowMs);
  if (text.length < 10)
    throw refusal(400, 'answer.text.too.short', 'Cevap 10 karakterden kısa olamaz')(nowMs);
  if (text.length > 2_000)
    throw refusal(400, 'answer.text.too.long', 'Cevap 2000 karakterden uzun olamaz')(nowMs);
  if (one.status === 'UNANSWERED') throw refusal(400, 'answer.time.limit', 'Cevaplama süresi doldu')(nowMs);
  if (one.status !== 'WAITING_FOR_ANSWER')
    throw refusal(400, 'question.already.answered', 'Soru daha önce cevaplanmış')(nowMs);
  one.answer = { answerId: nextNumber(call.world.state, 'answer'), text, atMs: nowMs };
  one.status = 'ANSWERED';
  one.lastModifiedMs = nowMs;
  return jsonAnswer(200, { answerId: one.answer.answerId });
}

export function ask(
  world: TrendyolWorld,
  wish: { readonly barcode: string; readonly text: string },
): Question {
  if (!world.state.listings.has(wish.barcode)) throw new RangeError(`no listing ${wish.barcode}`);
  const nowMs = world.now();
  const question: Question = {
    questionId: nextNumber(world.state, 'question'),
    customerId: nextNumber(world.state, 'customer'),
    userName: 'A** Y**',
    barcode: wish.barcode,
    text: wish.text,
    askedMs: nowMs,
    lastModifiedMs: nowMs,
    status: 'WAITING_FOR_ANSWER',
    answer: null,
    rejectedAnswer: null,
  };
  world.state.questions.set(question.questionId, question);
  return question;
}

/** The moderators don't let an answer through: the question waits again. */
export function refuseAnswer(world: TrendyolWorld, questionId: number, reason: string): Question {
  const one = world.state.questions.get(questionId);
  if (!one?.answer) throw new RangeError(`no answer to ${questionId}`);
  one.rejectedAnswer = { text: one.answer.text, reason, atMs: world.now() };
  one.answer = null;
  one.status = 'WAITING_FOR_ANSWER';
  one.lastModifiedMs = world.now();
  return one;
}

function questionOf(call: Call): Question {
  const one = call.world.state.questions.get(Number(call.params['questionId']));
  if (one) return one;
  throw refusal(404, 'question.not.found', 'Soru bulunamadı')(call.world.now());
}

function questionJson(world: TrendyolWorld, one: Question): unknown {
  const listing = world.state.listings.get(one.barcode);
  return {
    id: one.questionId,
    text: one.text,
    customerId: one.customerId,
    userName: one.userName,
    showUserName: true,
    status: one.status,
    creationDate: one.askedMs,
    public: true,
    productName: listing?.title ?? '',
    productMainId: listing?.productMainId ?? '',
    imageUrl: listing?.imageUrl ?? '',
    webUrl: listing ? `https://www.trendyol.com/sandbox/urun-p-${listing.contentId}` : '',
    answeredDateMessage: null,
    reason: null,
    reportReason: null,
    reportedDate: null,
    rejectedDate: null,
    answer:
      one.answer === null
        ? null
        : {
            id: one.answer.answerId,
            text: one.answer.text,
            creationDate: one.answer.atMs,
            hasPrivateInfo: false,
            reason: null,
          },
    rejectedAnswer:
      one.rejectedAnswer === null
        ? null
        : {
            text: one.rejectedAnswer.text,
            creationDate: one.rejectedAnswer.atMs,
            reason: one.rejectedAnswer.reason,
          },
  };
}

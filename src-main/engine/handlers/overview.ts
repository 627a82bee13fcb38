import { assertNever } from '#common/assert-never.ts';
import type { Channel } from '#contract/channels.ts';
import type { NeedsYou, Overview } from '#contract/overview.ts';
import { readDamageProblem } from '../cache/damage-notice.ts';
import { readSuspicion } from '../cache/suspicion.ts';
import { countPlanned } from '../cache/tables/channel-counts.ts';
import { listChannels } from '../cache/tables/channel.ts';
import { jobPage } from '../cache/tables/job.ts';
import { countOrdersInNeed, countToday } from '../cache/tables/overview-counts.ts';
import { countPending, type PendingState } from '../cache/tables/pending-edit.ts';
import { readStoreState } from '../cache/tables/store.ts';
import { startOfTurkishDay } from '../cache/turkish-day.ts';
import type { EngineContext } from '../context.ts';
import { channelView } from './channel-view.ts';
import { os } from './implement.ts';

const RECENT_JOBS = 10;

export const overviewHandlers = {
  get: os.overview.get.handler(({ context }) => overview(context)),
};

function overview(context: EngineContext): Overview {
  const { database, host } = context;
  const now = host.clock.now();
  const store = readStoreState(database);
  const damage = readSuspicion(database) ?? readDamageProblem(database);
  const channels = listChannels(database).map((row) => channelView(context, row));
  const edits = countPending(database);
  return {
    store,
    channels,
    needsYou: [
      ...(damage ? [need('cache-damaged', null, { count: 1, problem: damage })] : []),
      ...(store.problem ? [need('store-offline', null, { count: 1, problem: store.problem })] : []),
      ...WORST_FIRST.flatMap((kind) =>
        isOfEdits(kind)
          ? needOfEdits(kind, edits[STATE_OF[kind]])
          : channels.flatMap((channel) => needOf(context, kind, channel) ?? []),
      ),
    ],
    edits: { pending: edits.pending, conflicts: edits.conflict, refused: edits.refused },
    today: countToday(database, startOfTurkishDay(now)),
    recentJobs: [...jobPage(database, { channelId: null, offset: 0, limit: RECENT_JOBS }).rows],
    runningJobId: context.sync.runningJobId(),
    at: new Date(now).toISOString(),
  };
}

/** The needs of edits are the profile's, each one of the states in which an edit waits. */
const STATE_OF = {
  'edits-in-conflict': 'conflict',
  'edits-refused': 'refused',
  'edits-waiting': 'pending',
} as const satisfies Partial<Record<NeedsYou['kind'], PendingState>>;

type EditsNeed = keyof typeof STATE_OF;
type ChannelNeed = Exclude<NeedsYou['kind'], 'cache-damaged' | 'store-offline' | EditsNeed>;

const WORST_FIRST: readonly (ChannelNeed | EditsNeed)[] = [
  'channel-failing',
  'orders-late',
  'orders-failed',
  'dead-letters',
  'edits-in-conflict',
  'edits-refused',
  'changes-held',
  'outcome-unknown',
  'changes-waiting',
  'edits-waiting',
  'links-proposed',
];

function isOfEdits(kind: ChannelNeed | EditsNeed): kind is EditsNeed {
  return Object.hasOwn(STATE_OF, kind);
}

function needOfEdits(kind: EditsNeed, count: number): readonly NeedsYou[] {
  return count === 0 ? [] : [need(kind, null, { count, problem: null })];
}

function needOf(context: EngineContext, kind: ChannelNeed, channel: Channel): NeedsYou | null {
  const count = countOf(context, kind, channel);
  if (count === 0) return null;
  return need(kind, channel, { count, problem: kind === 'channel-failing' ? channel.problem : null });
}

function countOf(context: EngineContext, kind: ChannelNeed, channel: Channel): number {
  const orders = () => countOrdersInNeed(context.database, channel.channelId, context.host.clock.now());
  switch (kind) {
    case 'channel-failing':
      return channel.problem !== null && !channel.paused ? 1 : 0;
    case 'orders-late':
      return orders().late;
    case 'orders-failed':
      return orders().failed;
    case 'dead-letters':
      return channel.counts.failed;
    case 'changes-held':
      return channel.counts.held;
    case 'outcome-unknown':
      return channel.counts.unknown;
    case 'changes-waiting':
      // An automatic channel sends by itself what nobody holds.
      return channel.mode === 'approval' ? countPlanned(context.database, channel.channelId).unapproved : 0;
    case 'links-proposed':
      return channel.counts.proposed;
    default:
      return assertNever(kind, 'need');
  }
}

function need(
  kind: NeedsYou['kind'],
  channel: Channel | null,
  about: Pick<NeedsYou, 'count' | 'problem'>,
): NeedsYou {
  return { kind, channelId: channel?.channelId ?? null, channelName: channel?.name ?? null, ...about };
}

import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanChange, PlanSummary } from '#contract/plan.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { ChannelSelect } from '../../ui/channel-select.tsx';
import panel from '../../ui/detail-panel.module.css';
import { PageFrame } from '../../ui/page-frame.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useAddress } from '../../ui/use-address.ts';
import { ApprovalNotice } from './approval-notice.tsx';
import { ChangePanel } from './change-panel.tsx';
import { HeldSection } from './held-section.tsx';
import { NothingPlanned } from './nothing-planned.tsx';
import { PlanGroupCard, SentGroupCard } from './plan-group.tsx';
import { PlanProgress } from './plan-progress.tsx';
import { PlanSummaryBar } from './plan-summary-bar.tsx';
import classes from './plan.module.css';
import { useApproving, type Approving } from './use-approving.ts';
import { useSentGroups } from './use-sent-groups.ts';

/** What would be sent, before it is: held changes first, then groups by channel and reason. */
export function PlanPage(): React.ReactNode {
  const { t } = useTranslation('plan');
  const address = useAddress();
  const channelId = address.get('channel') || null;
  const approving = useApproving();
  const summary = useQuery(useApi().plan.summary.queryOptions({ input: { channelId } }));
  const refresh = useRefresh(channelId);
  return (
    <PageFrame
      title={t('title')}
      layout="fill"
      actions={
        <Button variant="default" loading={refresh.isPending} onClick={() => refresh.mutate()}>
          {t('refresh')}
        </Button>
      }
    >
      {refresh.isError ? <ProblemNotice problem={problemOf(refresh.error)} /> : null}
      <PlanProgress />
      {approving.problem === null ? null : <ProblemNotice problem={approving.problem} />}
      <ApprovalNotice approving={approving} />
      <QueryView query={summary} skeleton={<div style={{ height: 96 }} className="ms-card" />}>
        {(loaded) => (
          <Planned summary={loaded} channelId={channelId} approving={approving} address={address} />
        )}
      </QueryView>
    </PageFrame>
  );
}

/** Asks the engine to work the plan out again; the answer is the new summary. */
function useRefresh(channelId: string | null) {
  const api = useApi();
  const { client, queryClient, refresher } = useEngine();
  return useMutation({
    mutationFn: () => client.plan.refresh({ channelId }),
    onSuccess: (summary) => {
      queryClient.setQueryData(api.plan.summary.queryKey({ input: { channelId } }), summary);
      refresher.topics(['plan']);
    },
  });
}

function Planned({
  summary,
  channelId,
  approving,
  address,
}: {
  readonly summary: PlanSummary;
  readonly channelId: string | null;
  readonly approving: Approving;
  readonly address: ReturnType<typeof useAddress>;
}): React.ReactNode {
  const { t } = useTranslation('plan');
  const [opened, setOpened] = useState<PlanChange | null>(null);
  const search = address.get('find');
  const heldOnly = address.get('held') === '1' && summary.held > 0;
  const groups = summary.groups.filter((group) => !group.held && group.count > 0);
  const sent = useSentGroups(summary);
  const shared = { search, approving, openId: opened?.changeId ?? null, onOpen: setOpened };
  const nothingWaits = summary.waiting === 0 && summary.held === 0 && groups.length === 0;
  return (
    <>
      {nothingWaits ? (
        <NothingPlanned summary={summary} />
      ) : (
        <PlanSummaryBar summary={summary} channelId={channelId} approving={approving} />
      )}
      {nothingWaits ? null : (
        <div className={panel['toolbar']}>
          <SearchField
            value={search}
            onChange={(find) => address.set({ find })}
            placeholder={t('search')}
            width={320}
          />
          <ChannelSelect
            value={channelId ?? ''}
            onChange={(channel) => address.set({ channel })}
            label={t('channel')}
            allLabel={t('allChannels')}
          />
          {heldOnly ? (
            <Button variant="default" onClick={() => address.set({ held: '' })}>
              {t('showAll')}
            </Button>
          ) : null}
        </div>
      )}
      <div className={panel['split']}>
        <div className={classes['scroll']}>
          <HeldSection channelId={channelId} search={search} approving={approving} onOpen={setOpened} />
          {heldOnly
            ? null
            : groups.map((group, index) => (
                <PlanGroupCard
                  key={`${group.channelId} ${group.reason}`}
                  group={group}
                  initiallyOpen={search !== '' || (index === 0 && summary.held === 0)}
                  {...shared}
                />
              ))}
          {sent.map((group) => (
            <SentGroupCard key={`${group.channelId} ${group.reason}`} group={group} {...shared} />
          ))}
        </div>
        {opened === null ? null : <ChangePanel change={opened} onClose={() => setOpened(null)} />}
      </div>
    </>
  );
}

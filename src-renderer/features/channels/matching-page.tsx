import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useApi } from '../../client/engine-context.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SandboxMark } from '../../ui/sandbox-mark.tsx';
import classes from './channels.module.css';
import { Matching } from './matching.tsx';

/** The matching of one channel as a screen of its own. */
export function MatchingPage({ channelId }: { readonly channelId: string }): React.ReactNode {
  const { t } = useTranslation('channels');
  const [, navigate] = useLocation();
  const channels = useQuery(useApi().channels.list.queryOptions());
  const channel = channels.data?.find((candidate) => candidate.channelId === channelId);
  const home = `/channels/${encodeURIComponent(channelId)}`;
  return (
    <PageFrame
      title={t('matching.title')}
      aside={
        <span className={classes['aside']}>
          {channel ? <Link href={home}>{channel.name}</Link> : null}
          {channel?.sandbox ? <SandboxMark /> : null}
        </span>
      }
    >
      {channel ? (
        <Matching
          channel={channel}
          onFinish={() => navigate(`/plan?channel=${encodeURIComponent(channelId)}`)}
        />
      ) : null}
    </PageFrame>
  );
}

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { NeedsYou } from '#contract/overview.ts';
import { describeProblem } from '#contract/problem-texts.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useLanguage } from '../../i18n/use-format.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './overview.module.css';
import { linkOfNeed, NEED_TONES } from './need-links.ts';

/** What waits for the merchant, worst first, each with its one button. */
export function NeedsYouList({ needs }: { readonly needs: readonly NeedsYou[] }): React.ReactNode {
  const { t } = useTranslation('overview');
  if (needs.length === 0) return <p className={classes['quiet']}>{t('needsNothing')}</p>;
  return (
    <ul className={classes['needs']}>
      {needs.map((need) => (
        <NeedRow key={`${need.kind}:${need.channelId ?? ''}`} need={need} />
      ))}
    </ul>
  );
}

function NeedRow({ need }: { readonly need: NeedsYou }): React.ReactNode {
  const { t } = useTranslation('overview');
  const language = useLanguage();
  const text = need.problem === null ? null : describeProblem(need.problem, language);
  const title =
    need.kind === 'channel-failing'
      ? t('need.channel-failing', { channel: need.channelName ?? '' })
      : need.kind === 'store-offline' || need.kind === 'cache-damaged'
        ? t(`need.${need.kind}`)
        : t(`need.${need.kind}`, { count: need.count });
  const means =
    need.kind === 'store-offline' || need.kind === 'channel-failing' || need.kind === 'cache-damaged'
      ? `${text?.happened ?? ''} ${text?.means ?? ''}`.trim()
      : t(`means.${need.kind}`);
  return (
    <li className={classes['need']}>
      <StateShape tone={NEED_TONES[need.kind]} />
      <div className={classes['needText']}>
        <strong>{title}</strong>
        {need.channelName !== null && need.kind !== 'channel-failing' ? (
          <span className={classes['needChannel']}> · {need.channelName}</span>
        ) : null}
        <div className={classes['needMeans']}>{means}</div>
      </div>
      <NeedButton need={need} />
    </li>
  );
}

/** The one button of a need: it leads to where it is dealt with, or, for a notice, puts it away. */
function NeedButton({ need }: { readonly need: NeedsYou }): React.ReactNode {
  const { t } = useTranslation('overview');
  const engine = useEngine();
  const acknowledge = useWrite(engine.client.system.acknowledgeDamage);
  const href = linkOfNeed(need);
  if (href === null) {
    return (
      <Button
        variant="default"
        size="compact-sm"
        loading={acknowledge.pending}
        onClick={() => acknowledge.run({})}
      >
        {t(`act.${need.kind}`)}
      </Button>
    );
  }
  return (
    <Button component={Link} href={href} variant="default" size="compact-sm">
      {t(`act.${need.kind}`)}
    </Button>
  );
}

import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useApi } from '../client/engine-context.ts';
import { useFormat } from '../i18n/use-format.ts';
import classes from './rail.module.css';
import { rememberedRail, rememberRail } from './remembered.ts';
import { SCREENS, type ScreenRoute } from './routes.ts';

type Badge = { readonly count: number; readonly meaning: string; readonly tone: 'plain' | 'late' };

/** The left rail: every screen that is built, by icon and word; icons alone when it is narrow. */
export function Rail({ current }: { readonly current: ScreenRoute['name'] | null }): React.ReactNode {
  const { t } = useTranslation();
  const roomy = useMediaQuery('(min-width: 1100px)', true, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState(rememberedRail);
  const width = chosen ?? (roomy ? 'wide' : 'narrow');
  const badges = useBadges();
  const toggle = (): void => {
    const next = width === 'wide' ? 'narrow' : 'wide';
    rememberRail(next);
    setChosen(next);
  };
  const label = width === 'wide' ? t('nav.collapse') : t('nav.expand');
  return (
    <nav className={classes['rail']} data-width={width} aria-label={t('nav.label')}>
      <div className={classes['brand']}>
        <span className={classes['mark']} aria-hidden="true">
          <svg viewBox="0 0 20 20" width="20" height="20">
            <path
              d="M3 7.5h11l-3-3M17 12.5H6l3 3"
              fill="none"
              stroke="currentColor"
              strokeWidth="2"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
        </span>
        {width === 'wide' ? <span>{t('productName')}</span> : null}
      </div>
      <ul className={classes['list']}>
        {SCREENS.map((screen) => (
          <li key={screen.name}>
            <RailLink
              screen={screen}
              here={screen.name === current}
              width={width}
              badge={badges[screen.name]}
            />
          </li>
        ))}
      </ul>
      <Tooltip label={label} position="right">
        <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={toggle}>
          {width === 'wide' ? (
            <IconLayoutSidebarLeftCollapse size={18} />
          ) : (
            <IconLayoutSidebarLeftExpand size={18} />
          )}
        </ActionIcon>
      </Tooltip>
    </nav>
  );
}

function RailLink({
  screen,
  here,
  width,
  badge,
}: {
  readonly screen: ScreenRoute;
  readonly here: boolean;
  readonly width: 'narrow' | 'wide';
  readonly badge: Badge | undefined;
}): React.ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const word = t(`nav.${screen.name}`);
  // In the narrow rail a longer figure would cover the icon.
  const most = width === 'narrow' ? 99 : 999;
  return (
    <Tooltip
      position="right"
      label={
        <>
          {width === 'narrow' ? `${word} ` : null}
          <Kbd size="xs">g</Kbd> <Kbd size="xs">{screen.key}</Kbd>
        </>
      }
    >
      <Link href={screen.path} className={classes['link']} aria-current={here ? 'page' : undefined}>
        <screen.icon size={18} stroke={1.7} />
        <span className={width === 'wide' ? classes['word'] : 'ms-visually-hidden'}>{word}</span>
        {badge ? (
          <span className={classes['badge']} data-tone={badge.tone}>
            <span aria-hidden="true">{badge.count > most ? `${most}+` : format.number(badge.count)}</span>
            <span className="ms-visually-hidden">, {badge.meaning}</span>
          </span>
        ) : null}
      </Link>
    </Tooltip>
  );
}

/** Edits: what stands against the shop when anything does, else what waits for it. Plan: what waits for an answer. Orders: the late ones when there are any, else the open ones. */
function useBadges(): Partial<Record<ScreenRoute['name'], Badge>> {
  const { t } = useTranslation();
  const api = useApi();
  const overview = useQuery(api.overview.get.queryOptions());
  const orders = useQuery(
    api.orders.page.queryOptions({
      input: { channelId: null, filter: 'open', search: '', offset: 0, limit: 1 },
    }),
  );
  const badges: Partial<Record<ScreenRoute['name'], Badge>> = {};
  const plan = (overview.data?.channels ?? []).reduce(
    (sum, { counts }) => sum + counts.waiting + counts.held,
    0,
  );
  if (plan > 0) badges.plan = { count: plan, meaning: t('badge.plan', { count: plan }), tone: 'plain' };
  const edit = useEditsBadge();
  if (edit) badges.edits = edit;
  const late = orders.data?.counts.late ?? 0;
  const open = orders.data?.counts.open ?? 0;
  if (late > 0)
    badges.orders = { count: late, meaning: t('badge.ordersLate', { count: late }), tone: 'late' };
  else if (open > 0)
    badges.orders = { count: open, meaning: t('badge.orders', { count: open }), tone: 'plain' };
  return badges;
}

function useEditsBadge(): Badge | null {
  const { t } = useTranslation();
  const edits = useQuery(
    useApi().edits.page.queryOptions({ input: { state: null, search: '', offset: 0, limit: 1 } }),
  );
  if (edits.data === undefined) return null;
  const { pending, conflict, refused } = edits.data.counts;
  if (conflict > 0)
    return { count: conflict, meaning: t('badge.editsConflict', { count: conflict }), tone: 'late' };
  const waiting = pending + refused;
  return waiting === 0
    ? null
    : { count: waiting, meaning: t('badge.edits', { count: waiting }), tone: 'plain' };
}

import {
  IconBuildingStore,
  IconHistory,
  IconHome2,
  IconBox,
  IconPencil,
  IconArrowBackUp,
  IconReceipt,
  IconUpload,
  IconListCheck,
  IconPackage,
  IconSettings,
  IconTags,
} from '@tabler/icons-react';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** A screen: its address after `#`, its icon, its words (`nav.<name>`) and its code, loaded when first opened. */
export type ScreenRoute = {
  readonly name:
    | 'overview'
    | 'products'
    | 'edits'
    | 'listings'
    | 'publishing'
    | 'plan'
    | 'orders'
    | 'returns'
    | 'settlements'
    | 'activity'
    | 'channels'
    | 'settings';
  readonly path: string;
  readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  /** Pressed after `g`: `g p` opens the plan. */
  readonly key: string;
  readonly page: LazyExoticComponent<ComponentType>;
};

/** The screens in the order of the rail. A path may be followed by more (`/channels/:id`); the screen reads that. */
export const SCREENS: readonly ScreenRoute[] = [
  {
    name: 'overview',
    path: '/',
    icon: IconHome2,
    key: 'o',
    page: lazy(async () => ({
      default: (await import('../features/overview/overview-page.tsx')).OverviewPage,
    })),
  },
  {
    name: 'products',
    path: '/products',
    icon: IconBox,
    key: 'u',
    page: lazy(async () => ({
      default: (await import('../features/products/products-page.tsx')).ProductsPage,
    })),
  },
  {
    name: 'edits',
    path: '/edits',
    icon: IconPencil,
    key: 'd',
    page: lazy(async () => ({ default: (await import('../features/edits/edits-page.tsx')).EditsPage })),
  },
  {
    name: 'listings',
    path: '/listings',
    icon: IconTags,
    key: 'l',
    page: lazy(async () => ({
      default: (await import('../features/listings/listings-page.tsx')).ListingsPage,
    })),
  },
  {
    name: 'publishing',
    path: '/publishing',
    icon: IconUpload,
    key: 'b',
    page: lazy(async () => ({
      default: (await import('../features/publishing/publishing-page.tsx')).PublishingPage,
    })),
  },
  {
    name: 'plan',
    path: '/plan',
    icon: IconListCheck,
    key: 'p',
    page: lazy(async () => ({ default: (await import('../features/plan/plan-page.tsx')).PlanPage })),
  },
  {
    name: 'orders',
    path: '/orders',
    icon: IconPackage,
    key: 's',
    page: lazy(async () => ({ default: (await import('../features/orders/orders-page.tsx')).OrdersPage })),
  },
  {
    name: 'returns',
    path: '/returns',
    icon: IconArrowBackUp,
    key: 'r',
    page: lazy(async () => ({
      default: (await import('../features/returns/returns-page.tsx')).ReturnsPage,
    })),
  },
  {
    name: 'settlements',
    path: '/settlements',
    icon: IconReceipt,
    key: 'h',
    page: lazy(async () => ({
      default: (await import('../features/settlements/settlements-page.tsx')).SettlementsPage,
    })),
  },
  {
    name: 'activity',
    path: '/activity',
    icon: IconHistory,
    key: 'a',
    page: lazy(async () => ({
      default: (await import('../features/activity/activity-page.tsx')).ActivityPage,
    })),
  },
  {
    name: 'channels',
    path: '/channels',
    icon: IconBuildingStore,
    key: 'k',
    page: lazy(async () => ({
      default: (await import('../features/channels/channels-page.tsx')).ChannelsPage,
    })),
  },
  {
    name: 'settings',
    path: '/settings',
    icon: IconSettings,
    key: 't',
    page: lazy(async () => ({
      default: (await import('../features/settings/settings-page.tsx')).SettingsPage,
    })),
  },
];

import { Anchor, Checkbox, Collapse, PasswordInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import classes from './onboarding.module.css';
import { useShopDraft, type ShopDraft } from './shop-draft.ts';
import { ShopTunnelFields } from './shop-tunnel-fields.tsx';
import { useShopField } from './use-shop-field.ts';

/** What stands behind "advanced" and may be wrong. */
const ADVANCED = ['prefix', 'tunnel.host', 'tunnel.port', 'tunnel.user'] as const;

/** The fields of the shop's connection; what few need is behind "advanced". */
export function ShopFields({
  wrong,
  onEdit,
}: {
  /** Fields to complain about: none before the first try. */
  readonly wrong: ReadonlySet<string>;
  readonly onEdit: () => void;
}): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const draft = useShopDraft();
  const [advanced, { toggle }] = useDisclosure(
    draft.acceptPlaintext || draft.sshOn || draft.certificateAuthority !== '',
  );
  const set = (change: Partial<ShopDraft>): void => {
    useShopDraft.setState(change);
    onEdit();
  };
  const field = useShopField(set);
  const missing = (name: string): string | null => (wrong.has(name) ? t('shop.missing') : null);
  return (
    <Stack gap="sm">
      <div className={classes['hostRow']}>
        <TextInput
          label={t('shop.host')}
          description={t('shop.hostHelp')}
          error={missing('host')}
          {...field('host')}
        />
        <TextInput
          label={t('shop.port')}
          inputMode="numeric"
          error={wrong.has('port') ? t('shop.portInvalid') : null}
          {...field('port')}
        />
      </div>
      <TextInput
        label={t('shop.database')}
        description={t('shop.databaseHelp')}
        error={missing('database')}
        {...field('database')}
      />
      <div className={classes['pair']}>
        <TextInput
          label={t('shop.user')}
          description={t('shop.userHelp')}
          error={missing('user')}
          {...field('user')}
        />
        <PasswordInput label={t('shop.password')} {...field('password')} />
      </div>
      <div>
        <Anchor component="button" type="button" size="sm" aria-expanded={advanced} onClick={toggle}>
          {t('shop.advanced')}
        </Anchor>
        <Collapse expanded={advanced || ADVANCED.some((name) => wrong.has(name))} transitionDuration={80}>
          <Stack gap="sm" mt="xs">
            <ShopTunnelFields wrong={wrong} set={set} />
            <TextInput
              label={t('shop.prefix')}
              description={t('shop.prefixHelp')}
              placeholder="oc_"
              error={wrong.has('prefix') ? t('shop.prefixInvalid') : null}
              {...field('prefix')}
            />
            <Checkbox
              label={t('shop.acceptPlaintext')}
              description={t('shop.acceptPlaintextText')}
              checked={draft.acceptPlaintext}
              onChange={(event) => set({ acceptPlaintext: event.currentTarget.checked })}
            />
            <Textarea
              label={t('shop.certificate')}
              description={t('shop.certificateHelp')}
              placeholder="-----BEGIN CERTIFICATE-----"
              rows={3}
              {...field('certificateAuthority')}
            />
          </Stack>
        </Collapse>
      </div>
    </Stack>
  );
}

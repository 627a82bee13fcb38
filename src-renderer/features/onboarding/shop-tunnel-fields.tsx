import { Checkbox, PasswordInput, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './onboarding.module.css';
import { useShopDraft, type ShopDraft } from './shop-draft.ts';
import { useShopField } from './use-shop-field.ts';

/** The way through the hosting's SSH server, for a database whose port is closed to the outside. */
export function ShopTunnelFields({
  wrong,
  set,
}: {
  readonly wrong: ReadonlySet<string>;
  readonly set: (change: Partial<ShopDraft>) => void;
}): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const draft = useShopDraft();
  const field = useShopField(set);
  return (
    <div>
      <Checkbox
        label={t('tunnel.use')}
        description={t('tunnel.useText')}
        checked={draft.sshOn}
        onChange={(event) => set({ sshOn: event.currentTarget.checked })}
      />
      {draft.sshOn ? (
        <Stack gap="sm" mt="sm" pl={28}>
          <div className={classes['hostRow']}>
            <TextInput
              label={t('tunnel.host')}
              error={wrong.has('tunnel.host') ? t('shop.missing') : null}
              {...field('sshHost')}
            />
            <TextInput
              label={t('shop.port')}
              inputMode="numeric"
              error={wrong.has('tunnel.port') ? t('shop.portInvalid') : null}
              {...field('sshPort')}
            />
          </div>
          <TextInput
            label={t('tunnel.user')}
            error={wrong.has('tunnel.user') ? t('shop.missing') : null}
            {...field('sshUser')}
          />
          <SegmentedControl
            aria-label={t('tunnel.login')}
            value={draft.sshLogin}
            data={[
              { value: 'password', label: t('tunnel.byPassword') },
              { value: 'key', label: t('tunnel.byKey') },
            ]}
            onChange={(value) => set({ sshLogin: value === 'key' ? 'key' : 'password' })}
          />
          {draft.sshLogin === 'password' ? (
            <PasswordInput label={t('tunnel.password')} {...field('sshPassword')} />
          ) : (
            <>
              <Textarea
                label={t('tunnel.key')}
                description={t('tunnel.keyHelp')}
                placeholder="-----BEGIN OPENSSH PRIVATE KEY-----"
                rows={3}
                {...field('sshKey')}
              />
              <PasswordInput
                label={t('tunnel.passphrase')}
                description={t('tunnel.passphraseHelp')}
                {...field('sshPassphrase')}
              />
            </>
          )}
        </Stack>
      ) : null}
    </div>
  );
}

import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelName, type Channel } from '#contract/channels.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Section } from '../../ui/section.tsx';

/** Gives a channel another name. The name is this program's own; the marketplace never sees it. */
export function ChannelNameSection({ channel }: { readonly channel: Channel }): React.ReactNode {
  const { t } = useTranslation(['channels', 'common']);
  const engine = useEngine();
  const [name, setName] = useState(channel.name);
  const update = useWrite(engine.client.channels.update);
  const parsed = ChannelName.safeParse(name);
  const changed = name.trim() !== channel.name;
  return (
    <Section title={t('detail.rename')} text={t('form.nameHelp')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.success && changed) update.run({ channelId: channel.channelId, name: parsed.data });
        }}
      >
        <Group gap="xs" align="flex-start">
          <TextInput
            aria-label={t('detail.rename')}
            value={name}
            maxLength={60}
            style={{ flex: 1 }}
            error={parsed.success ? null : t('form.nameInvalid')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={update.pending}
            disabled={!changed || !parsed.success}
          >
            {t('common:action.save')}
          </Button>
        </Group>
      </form>
      {update.problem ? <ProblemNotice problem={update.problem} /> : null}
    </Section>
  );
}

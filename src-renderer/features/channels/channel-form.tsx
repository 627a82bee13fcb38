import { Anchor, Button, Collapse, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, ChannelCheck, Marketplace, NewChannel } from '#contract/channels.ts';
import type { Problem } from '#contract/problem.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SandboxMark } from '../../ui/sandbox-mark.tsx';
import { EMPTY_DRAFT, judgeDraft, useChannelDraft } from './channel-draft.ts';
import classes from './channel-form.module.css';
import { CheckResult } from './check-result.tsx';
import { CredentialFields } from './credential-fields.tsx';
import { ModeChoice } from './mode-choice.tsx';

/** Sets up a channel: marketplace, credentials from its manifest, mode; tested service by service before it is kept. */
export function ChannelForm({ onAdded }: { readonly onAdded: (channel: Channel) => void }): React.ReactNode {
  const engine = useEngine();
  const query = useQuery(engine.api.channels.marketplaces.queryOptions());
  return (
    <QueryView query={query} skeleton={null}>
      {(marketplaces) => <FormBody marketplaces={marketplaces} onAdded={onAdded} />}
    </QueryView>
  );
}

function FormBody({
  marketplaces,
  onAdded,
}: {
  readonly marketplaces: readonly Marketplace[];
  readonly onAdded: (channel: Channel) => void;
}): React.ReactNode {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const draft = useChannelDraft();
  const chosen =
    marketplaces.find(({ marketplace }) => marketplace === draft.marketplace) ??
    (marketplaces.length === 1 ? marketplaces[0] : undefined);
  return (
    <Stack gap="lg">
      <Radio.Group
        label={t('form.pick')}
        value={chosen?.marketplace ?? ''}
        onChange={(marketplace) => useChannelDraft.setState({ marketplace })}
      >
        <div className={classes['markets']}>
          {marketplaces.map(({ marketplace, name, currency, closed }) => (
            <Radio.Card key={marketplace} value={marketplace} className={classes['market']} aria-label={name}>
              <strong>{name}</strong>
              <span>
                {closed === undefined
                  ? t('form.currency', { currency })
                  : t('form.closed', { day: format.day(closed.since) })}
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {chosen?.closed === undefined ? null : <Text size="sm">{format.pick(chosen.closed.reason)}</Text>}
      {chosen ? <Details key={chosen.marketplace} marketplace={chosen} onAdded={onAdded} /> : null}
    </Stack>
  );
}

function Details({
  marketplace,
  onAdded,
}: {
  readonly marketplace: Marketplace;
  readonly onAdded: (channel: Channel) => void;
}): React.ReactNode {
  const { t } = useTranslation('channels');
  const draft = useChannelDraft();
  const [judged, setJudged] = useState(false);
  const [advanced, { toggle }] = useDisclosure(draft.baseUrl !== '');
  const test = useConnectionTest();
  const engine = useEngine();
  const add = useWrite(engine.client.channels.add, {
    onDone: (channel) => {
      useChannelDraft.setState(EMPTY_DRAFT);
      onAdded(channel);
    },
  });
  const verdict = judgeDraft(draft, marketplace);
  const withChannel = (act: (channel: NewChannel) => void): void => {
    setJudged(true);
    if (verdict.kind === 'ready') act(verdict.channel);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        withChannel((channel) => add.run({ channel }));
      }}
    >
      <Stack gap="md" className={classes['card']}>
        <CredentialFields
          fields={marketplace.credentialFields}
          values={draft.credentials}
          judged={judged}
          onChange={(credentials) => useChannelDraft.setState({ credentials })}
        />
        <TextInput
          label={t('form.name')}
          description={t('form.nameHelp')}
          maxLength={60}
          value={draft.name ?? marketplace.name}
          error={judged && verdict.kind === 'unfinished' && !verdict.name ? t('form.nameInvalid') : null}
          onChange={(event) => useChannelDraft.setState({ name: event.currentTarget.value })}
        />
        <ModeChoice
          label={t('form.mode')}
          value={draft.mode}
          onChange={(mode) => useChannelDraft.setState({ mode })}
        />
        <div>
          <Anchor component="button" type="button" size="sm" aria-expanded={advanced} onClick={toggle}>
            {t('form.advanced')}
          </Anchor>
          <Collapse expanded={advanced} transitionDuration={80}>
            <TextInput
              mt="xs"
              label={t('form.baseUrl')}
              description={t('form.baseUrlHelp')}
              placeholder="http://127.0.0.1:…"
              spellCheck={false}
              value={draft.baseUrl}
              rightSectionWidth={80}
              rightSection={isOnThisComputer(draft.baseUrl) ? <SandboxMark /> : null}
              error={
                judged && verdict.kind === 'unfinished' && !verdict.baseUrl ? t('form.baseUrlInvalid') : null
              }
              onChange={(event) => useChannelDraft.setState({ baseUrl: event.currentTarget.value })}
            />
          </Collapse>
        </div>
        {test.check ? <CheckResult check={test.check} /> : null}
        {test.problem ? <ProblemNotice problem={test.problem} /> : null}
        {add.problem ? <ProblemNotice problem={add.problem} /> : null}
        <Group gap="xs">
          <Button type="submit" loading={add.pending}>
            {t('form.save')}
          </Button>
          <Button variant="default" loading={test.pending} onClick={() => withChannel(test.run)}>
            {t('form.test')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type ConnectionTest = {
  readonly run: (channel: NewChannel) => void;
  readonly pending: boolean;
  readonly check: ChannelCheck | null;
  readonly problem: Problem | null;
};

/** Tries credentials without keeping them; only the newest try counts. */
function useConnectionTest(): ConnectionTest {
  const { client } = useEngine();
  const [state, setState] = useState<Omit<ConnectionTest, 'run'>>({
    pending: false,
    check: null,
    problem: null,
  });
  const run = async (channel: NewChannel): Promise<void> => {
    setState({ pending: true, check: null, problem: null });
    try {
      setState({ pending: false, check: await client.channels.test(channel), problem: null });
    } catch (error) {
      setState({ pending: false, check: null, problem: problemOf(error) });
    }
  };
  return { ...state, run: (channel) => void run(channel) };
}

/** Whether an address names this computer: such a channel is a sandbox. */
export function isOnThisComputer(address: string): boolean {
  const host = URL.parse(address.trim())?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

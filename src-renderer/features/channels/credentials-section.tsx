import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, CredentialField } from '#contract/channels.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemOf } from '../../client/problem-of.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Section } from '../../ui/section.tsx';
import { useNow } from '../../ui/use-now.ts';
import { CheckResult } from './check-result.tsx';
import {
  CredentialFields,
  judgeCredential,
  trimmedCredentials,
  type CredentialValues,
} from './credential-fields.tsx';

/** Credentials, masked: what is kept, since when; replaced field by field, tested service by service. */
export function CredentialsSection({
  channel,
  fields,
}: {
  readonly channel: Channel;
  readonly fields: readonly CredentialField[];
}): React.ReactNode {
  const { t } = useTranslation('channels');
  const engine = useEngine();
  const [replacing, { open, close }] = useDisclosure(false);
  const check = useQuery({
    ...engine.api.channels.check.queryOptions({ input: { channelId: channel.channelId } }),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const buttons = (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={check.isFetching}
        onClick={() => void check.refetch()}
      >
        {t('detail.test')}
      </Button>
      {replacing ? null : (
        <Button size="compact-sm" variant="default" onClick={open}>
          {t('detail.replace')}
        </Button>
      )}
    </>
  );
  return (
    <Section title={t('detail.credentials')} text={t('detail.credentialsText')} actions={buttons}>
      {replacing ? (
        <ReplaceForm channel={channel} fields={fields} onClose={close} />
      ) : (
        <KeptCredentials channel={channel} fields={fields} />
      )}
      {check.data && !check.isFetching ? <CheckResult check={check.data} /> : null}
      {check.isError && !check.isFetching ? <ProblemNotice problem={problemOf(check.error)} /> : null}
    </Section>
  );
}

function KeptCredentials({
  channel,
  fields,
}: {
  readonly channel: Channel;
  readonly fields: readonly CredentialField[];
}): React.ReactNode {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const now = useNow();
  const rows = channel.credentials.map((credential) => {
    const field = fields.find(({ key }) => key === credential.key);
    const kept =
      credential.last4 === null
        ? t('detail.credentialSetNoDigits')
        : t('detail.credentialSet', { last4: credential.last4 });
    return {
      key: credential.key,
      cells: {
        name: field ? format.pick(field.label) : credential.key,
        value: credential.hasValue ? kept : t('detail.credentialMissing'),
        changed:
          credential.changedAt === null
            ? ''
            : t('detail.changed', { age: format.age(credential.changedAt, now) }),
      },
    };
  });
  return (
    <PlainTable
      label={t('detail.credentials')}
      columns={[
        { key: 'name', label: '' },
        { key: 'value', label: '' },
        { key: 'changed', label: '', align: 'end' },
      ]}
      rows={rows}
    />
  );
}

function ReplaceForm({
  channel,
  fields,
  onClose,
}: {
  readonly channel: Channel;
  readonly fields: readonly CredentialField[];
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation(['channels', 'common']);
  const engine = useEngine();
  const [values, setValues] = useState<CredentialValues>({});
  const [judged, setJudged] = useState(false);
  const update = useWrite(engine.client.channels.update, { onDone: onClose });
  const given = Object.fromEntries(
    Object.entries(trimmedCredentials(values)).filter(([, value]) => value !== ''),
  );
  const fine = fields.every((field) => judgeCredential(field, values[field.key]) !== 'invalid');
  const ready = fine && Object.keys(given).length > 0;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setJudged(true);
        if (ready) update.run({ channelId: channel.channelId, credentials: given });
      }}
    >
      <Stack gap="sm" maw={520}>
        <CredentialFields fields={fields} values={values} judged={judged} optional onChange={setValues} />
        <span>{t('form.replaceKept')}</span>
        {update.problem ? <ProblemNotice problem={update.problem} /> : null}
        <Group gap="xs">
          <Button type="submit" loading={update.pending} disabled={Object.keys(given).length === 0}>
            {t('common:action.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

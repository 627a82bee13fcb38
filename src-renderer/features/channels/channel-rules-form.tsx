import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#common/assert-never.ts';
import type { Channel } from '#contract/channels.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { readRules, textOfRules, type RulesError, type RulesText } from './channel-rules-draft.ts';

/** The rules of one channel: buffer, price difference, largest step, lowest and highest price. */
export function ChannelRulesForm({
  channel,
  currency,
}: {
  readonly channel: Channel;
  readonly currency: string;
}): React.ReactNode {
  const { t } = useTranslation(['channels', 'common']);
  const format = useFormat();
  const engine = useEngine();
  const kept = textOfRules(channel.rules, format.language);
  const [typed, setTyped] = useState<Partial<RulesText>>({});
  const [judged, setJudged] = useState(false);
  const update = useWrite(engine.client.channels.update, { onDone: () => setTyped({}) });
  const text = { ...kept, ...typed };
  const verdict = readRules(text, format.language);
  const message = useErrorMessage();
  const errorOf = (field: keyof RulesText): string | null => {
    if (!judged || verdict.kind !== 'errors') return null;
    const error = verdict.errors.find((candidate) => candidate.field === field);
    return error ? message(error) : null;
  };
  const field = (name: keyof RulesText) => ({
    value: text[name],
    error: errorOf(name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setJudged(true);
        if (verdict.kind === 'rules') update.run({ channelId: channel.channelId, rules: verdict.rules });
      }}
    >
      <Stack gap="sm">
        <Group grow align="flex-start" gap="md">
          <TextInput
            label={`${t('rules.markup')} (%)`}
            description={t('rules.markupHelp')}
            inputMode="decimal"
            {...field('markup')}
          />
          <TextInput
            label={`${t('rules.maxStep')} (%)`}
            description={t('rules.maxStepHelp')}
            inputMode="numeric"
            {...field('maxStep')}
          />
        </Group>
        <Group grow align="flex-start" gap="md">
          <TextInput
            label={`${t('rules.floor')} (${currency})`}
            description={t('rules.floorHelp')}
            placeholder={t('rules.none')}
            inputMode="decimal"
            {...field('floor')}
          />
          <TextInput
            label={`${t('rules.ceiling')} (${currency})`}
            description={t('rules.ceilingHelp')}
            placeholder={t('rules.none')}
            inputMode="decimal"
            {...field('ceiling')}
          />
        </Group>
        <TextInput
          label={`${t('rules.stockBuffer')} (${t('rules.pieces')})`}
          description={t('rules.stockBufferHelp')}
          inputMode="numeric"
          {...field('stockBuffer')}
        />
        {update.problem ? <ProblemNotice problem={update.problem} /> : null}
        <Group gap="sm">
          <Button type="submit" loading={update.pending} disabled={Object.keys(typed).length === 0}>
            {t('common:action.save')}
          </Button>
          {update.data && Object.keys(typed).length === 0 ? (
            <output>{t('common:action.saved')}</output>
          ) : null}
        </Group>
      </Stack>
    </form>
  );
}

function useErrorMessage(): (error: RulesError) => string {
  const { t } = useTranslation('channels');
  const format = useFormat();
  return ({ kind, min, max }) => {
    const range = { min: format.number(min), max: format.number(max) };
    switch (kind) {
      case 'amount':
        return t('rules.amountInvalid');
      case 'percent':
        return t('rules.percentInvalid');
      case 'whole':
        return t('rules.wholeInvalid', range);
      case 'range':
        return t('rules.rangeInvalid', range);
      case 'floor-above-ceiling':
        return t('rules.floorAboveCeiling');
      default:
        return assertNever(kind, 'rule error');
    }
  };
}

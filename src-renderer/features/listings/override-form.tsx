import { Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListingRow } from '#contract/listings.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import {
  changesBetween,
  readAmount,
  readOverrides,
  textsOf,
  type OverrideField,
  type OverrideTexts,
} from './override-texts.ts';
import classes from './listings.module.css';

/** The merchant's own word on one listing. Nothing is saved while a field has no single meaning. */
export function OverrideForm({ row }: { readonly row: ListingRow }): React.ReactNode {
  const { t } = useTranslation('listings');
  const { language, money } = useFormat();
  const engine = useEngine();
  const [edited, setEdited] = useState<Partial<OverrideTexts>>({});
  const [told, setTold] = useState(false);
  const save = useWrite(engine.client.listings.setOverrides, { onDone: () => setEdited({}) });
  const texts: OverrideTexts = { ...textsOf(row.overrides, language), ...edited };
  const read = readOverrides(texts, language);
  const faults = read.kind === 'faulty' ? read.faults : {};
  const dirty = Object.keys(edited).length > 0;

  function change(patch: Partial<OverrideTexts>): void {
    setTold(false);
    save.reset();
    setEdited((before) => ({ ...before, ...patch }));
  }

  function submit(): void {
    setTold(true);
    if (read.kind === 'faulty') return;
    const overrides = changesBetween(row.overrides, read.overrides);
    if (Object.keys(overrides).length === 0) setEdited({});
    else save.run({ listingIds: [row.listingId], overrides });
  }

  function field(name: OverrideField): React.ComponentProps<typeof TextInput> {
    const fault = faults[name];
    // A fault shows when the field is left or saving was tried, not while the first digit is being typed.
    const shown =
      fault !== undefined && (told || edited[name] !== undefined)
        ? t(`overrides.${fault}`, { text: texts[name] })
        : null;
    return {
      value: texts[name],
      onChange: (event) => change({ [name]: event.currentTarget.value }),
      onBlur: () => setTold(true),
      error: told ? shown : null,
      inputMode: name === 'buffer' ? 'numeric' : 'decimal',
      autoComplete: 'off',
      maxLength: 30,
    };
  }

  function readBack(name: 'price' | 'floor' | 'ceiling', help: string): string {
    const amount = readAmount(texts[name], language);
    return edited[name] !== undefined && 'valueE4' in amount && amount.valueE4 !== null
      ? `= ${money(amount.valueE4, row.currency)}`
      : help;
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
        const form = event.currentTarget;
        // The field at fault may be out of sight; it is marked once the fault is drawn.
        requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('overrides.price', { currency: row.currency })}
          description={readBack('price', t('overrides.priceHelp'))}
          placeholder={t('overrides.priceExample')}
          {...field('price')}
        />
        <Group grow align="flex-start" gap="sm">
          <TextInput
            label={t('overrides.floor', { currency: row.currency })}
            description={readBack('floor', t('overrides.floorHelp'))}
            {...field('floor')}
          />
          <TextInput
            label={t('overrides.ceiling', { currency: row.currency })}
            description={readBack('ceiling', t('overrides.ceilingHelp'))}
            {...field('ceiling')}
          />
        </Group>
        <TextInput
          label={t('overrides.buffer')}
          description={t('overrides.bufferHelp')}
          {...field('buffer')}
        />
        <Switch
          label={t('overrides.frozen')}
          description={t('overrides.frozenHelp')}
          checked={texts.frozen}
          onChange={(event) => change({ frozen: event.currentTarget.checked })}
        />
        {read.kind === 'read' && read.outsideLimits ? (
          <Text size="sm" c="var(--ms-held)">
            ■ {t('overrides.outsideLimits')}
          </Text>
        ) : null}
        {save.problem === null ? null : <ProblemNotice problem={save.problem} />}
        {save.data !== undefined && !dirty ? (
          <output className={classes['saved']}>● {t('overrides.saved')}</output>
        ) : null}
        {dirty ? (
          <Group gap="xs">
            <Button type="submit" loading={save.pending}>
              {t('overrides.save')}
            </Button>
            <Button variant="default" onClick={() => setEdited({})}>
              {t('overrides.revert')}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </form>
  );
}

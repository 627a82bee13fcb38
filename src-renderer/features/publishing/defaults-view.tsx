import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListingFieldForm, PublishingDefaults } from '#contract/publishing.ts';
import { useApi, useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import panel from '../../ui/detail-panel.module.css';
import { FigureField } from '../../ui/figure-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { MarketplaceField } from './marketplace-field.tsx';
import classes from './publishing.module.css';

/** What holds for every listing of the channel where its product says nothing else. */
export function DefaultsView({ channelId }: { readonly channelId: string }): React.ReactNode {
  const { t } = useTranslation('publishing');
  const api = useApi();
  const form = useQuery(api.publishing.form.queryOptions({ input: { channelId } }));
  const defaults = useQuery(api.publishing.defaults.queryOptions({ input: { channelId } }));
  return (
    <div className={classes['scroll']}>
      <section className={classes['narrow']} aria-label={t('tabs.defaults')}>
        <p className={panel['muted']}>{t('defaults.text')}</p>
        <QueryView query={form} skeleton={<div style={{ height: 320 }} />}>
          {(fields) => (
            <QueryView query={defaults} skeleton={<div style={{ height: 320 }} />}>
              {(kept) => <Fields key={channelId} channelId={channelId} fields={fields} kept={kept} />}
            </QueryView>
          )}
        </QueryView>
      </section>
    </div>
  );
}

function Fields({
  channelId,
  fields,
  kept,
}: {
  readonly channelId: string;
  readonly fields: readonly ListingFieldForm[];
  readonly kept: PublishingDefaults;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const [defaults, setDefaults] = useState(kept);
  const save = useWrite(useEngine().client.publishing.setDefaults);
  const change = (changes: Partial<PublishingDefaults>): void => {
    save.reset();
    setDefaults({ ...defaults, ...changes });
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        save.run({ channelId, defaults });
      }}
    >
      <div className={classes['pair']}>
        <FigureField
          label={t('panel.vat')}
          description={t('defaults.vatHelp')}
          min={0}
          max={100}
          allowDecimal={false}
          value={defaults.vatRate}
          onChange={(vatRate) => change({ vatRate })}
        />
        <FigureField
          label={t('panel.desi')}
          description={t('defaults.desiHelp')}
          min={0}
          max={10_000}
          decimalScale={2}
          value={defaults.desi}
          onChange={(desi) => change({ desi })}
        />
      </div>
      {fields.map((field) => (
        <MarketplaceField
          key={field.key}
          field={field}
          value={defaults.fields[field.key] ?? ''}
          onChange={(value) => {
            const { [field.key]: _before, ...others } = defaults.fields;
            change({ fields: value === '' ? others : { ...others, [field.key]: value } });
          }}
        />
      ))}
      {save.problem === null ? null : <ProblemNotice problem={save.problem} />}
      {save.data === undefined ? null : (
        <output className={classes['done']}>
          <StateShape tone="ok" /> {t('defaults.saved')}
        </output>
      )}
      <div>
        <Button
          type="submit"
          loading={save.pending}
          disabled={JSON.stringify(defaults) === JSON.stringify(kept)}
        >
          {t('defaults.save')}
        </Button>
      </div>
    </form>
  );
}

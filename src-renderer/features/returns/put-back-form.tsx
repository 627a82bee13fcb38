import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReturnRow } from '#contract/returns.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import panel from '../../ui/detail-panel.module.css';
import { FigureField } from '../../ui/figure-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './returns.module.css';

/** What came back sound goes into the shop's stock again, by the merchant's word and once. */
export function PutBackForm({ row }: { readonly row: ReturnRow }): React.ReactNode {
  const { t } = useTranslation('returns');
  const engine = useEngine();
  const put = useWrite(engine.client.returns.putBack);
  const lines = row.lines.filter((line) => line.variantId !== null && line.putBack === null);
  const [sound, setSound] = useState<Readonly<Record<string, number>>>({});
  const open = row.canPutBack && lines.length > 0;
  if (!open && put.data === undefined) return null;
  const wanted = lines.map(({ returnLineId }) => ({ returnLineId, quantity: sound[returnLineId] ?? 0 }));
  return (
    <section className={panel['section']}>
      <h3 className={panel['heading']}>{t('putBack.title')}</h3>
      {open ? (
        <>
          <p className={panel['muted']}>{t('putBack.text')}</p>
          {lines.map((line) => (
            <FigureField
              key={line.returnLineId}
              label={t('putBack.quantity', { product: line.title })}
              w={220}
              min={0}
              max={line.quantity}
              clampBehavior="strict"
              allowDecimal={false}
              allowNegative={false}
              value={sound[line.returnLineId] ?? 0}
              onChange={(value) => setSound({ ...sound, [line.returnLineId]: value ?? 0 })}
            />
          ))}
          <div>
            <Button
              size="compact-sm"
              loading={put.pending}
              disabled={wanted.every(({ quantity }) => quantity === 0)}
              onClick={() => put.run({ channelId: row.channelId, returnId: row.returnId, lines: wanted })}
            >
              {t('putBack.confirm')}
            </Button>
          </div>
        </>
      ) : null}
      {put.problem === null ? null : <ProblemNotice problem={put.problem} />}
      {put.data === undefined ? null : (
        <output className={classes['done']}>
          <StateShape tone="ok" /> {t('putBack.done')}
        </output>
      )}
    </section>
  );
}

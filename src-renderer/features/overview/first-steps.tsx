import { Button, Group } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Overview } from '#contract/overview.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import classes from './first-steps.module.css';

/** Which of the three first-run steps are done, told by what there is and not by what was clicked. */
export function stepsDone({ store, channels }: Pick<Overview, 'store' | 'channels'>): readonly boolean[] {
  return [store.connected, channels.length > 0, channels.some((channel) => channel.counts.linked > 0)];
}

/** The first-run steps on the overview, until they are done or put away. */
export function FirstSteps({ overview }: { readonly overview: Overview }): React.ReactNode {
  const { t } = useTranslation('overview');
  const engine = useEngine();
  const { run } = useWrite(engine.client.settings.set);
  const done = stepsDone(overview);
  const current = done.indexOf(false);
  const names = ['shop', 'channel', 'matching'] as const;
  return (
    <section className={classes['steps']} aria-labelledby="first-steps">
      <Group justify="space-between" mb="xs">
        <h2 id="first-steps" className={classes['title']}>
          {t('steps.title')}
        </h2>
        {done[0] && done[1] ? (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => run({ onboardingDone: true })}
          >
            {t('steps.putAway')}
          </Button>
        ) : null}
      </Group>
      <ol className={classes['list']}>
        {names.map((name, index) => (
          <li key={name} className={classes['step']} data-done={done[index] || undefined}>
            <span className={classes['number']} aria-hidden="true">
              {done[index] ? <IconCheck size={16} /> : index + 1}
            </span>
            <div className={classes['text']}>
              <strong>{t(`steps.${name}`)}</strong>
              {done[index] ? <span className="ms-visually-hidden"> ({t('steps.done')})</span> : null}
              <div className={classes['sub']}>{t(`steps.${name}Text`)}</div>
            </div>
            {index === current ? (
              <Button component={Link} href={`/first-run/${name}`} size="compact-sm">
                {index === 0 ? t('steps.start') : t('steps.resume')}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

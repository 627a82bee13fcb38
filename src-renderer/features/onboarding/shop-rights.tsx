import { Anchor, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { StoreReport, StoreRights } from '#contract/shop.ts';
import { CopyBlock } from '../../ui/copy-block.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './onboarding.module.css';

/** What the database user may do, feature by feature; what is missing comes with the statements that grant it. */
export function ShopRights({ report }: { readonly report: StoreReport }): React.ReactNode {
  const { t } = useTranslation('onboarding');
  if (report.rights.length === 0) {
    return report.grantStatements.length > 0 ? <AllGrants report={report} /> : null;
  }
  // Wanted only where orders are given to customers: the settings ask for it there.
  const always = report.rights.filter(({ feature }) => feature !== 'customers');
  const lacking = always.some(({ missing }) => missing.length > 0);
  return (
    <section aria-label={t('found.rights')} className={classes['rights']}>
      <h3 className={classes['rightsTitle']}>{t('found.rights')}</h3>
      {lacking ? <p className={classes['muted']}>{t('found.rightsHow')}</p> : null}
      <ul className={classes['list']}>
        {always.map((rights) => (
          <FeatureRights key={rights.feature} rights={rights} />
        ))}
      </ul>
    </section>
  );
}

/** One thing that the database user may or may not do. */
export function FeatureRights({ rights }: { readonly rights: StoreRights }): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const lacking = rights.missing.length > 0;
  const [opened, { toggle }] = useDisclosure(lacking);
  const feature = t(`found.right.${rights.feature}`);
  return (
    <li>
      <StateShape tone={lacking ? 'failing' : 'ok'} />
      <div className={classes['right']}>
        <div>
          {feature}:{' '}
          {lacking ? t('found.rightMissing', { rights: rights.missing.join(', ') }) : t('found.rightFine')}
        </div>
        {lacking ? <div className={classes['muted']}>{t(`found.rightMeans.${rights.feature}`)}</div> : null}
        {rights.statements.length === 0 ? null : (
          <>
            <Anchor component="button" type="button" size="sm" aria-expanded={opened} onClick={toggle}>
              {t(opened ? 'found.hideGrantsOf' : 'found.showGrantsOf', { feature })}
            </Anchor>
            <Collapse expanded={opened} transitionDuration={80}>
              <CopyBlock label={t('found.grantsOf', { feature })} text={rights.statements.join('\n')} />
            </Collapse>
          </>
        )}
      </div>
    </li>
  );
}

/** All statements at once. Opened by itself when rights are missing; a link otherwise. */
function AllGrants({ report }: { readonly report: StoreReport }): React.ReactNode {
  const { t } = useTranslation('onboarding');
  const [opened, { toggle }] = useDisclosure(report.missingRights.length > 0);
  return (
    <div>
      {report.missingRights.length > 0 ? null : (
        <Anchor component="button" type="button" size="sm" aria-expanded={opened} onClick={toggle}>
          {t('found.showGrants')}
        </Anchor>
      )}
      <Collapse expanded={opened} transitionDuration={80}>
        <CopyBlock label={t('found.grants')} text={report.grantStatements.join('\n')} />
      </Collapse>
    </div>
  );
}

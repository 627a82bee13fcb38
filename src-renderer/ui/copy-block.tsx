import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './copy-block.module.css';

/** Text to be pasted elsewhere (statements for the hosting's database), with its copy button. */
export function CopyBlock({
  text,
  label,
}: {
  readonly text: string;
  readonly label: string;
}): React.ReactNode {
  const { t } = useTranslation();
  return (
    <figure className={classes['block']}>
      <figcaption className={classes['caption']}>
        <span>{label}</span>
        <CopyButton value={text} timeout={1_500}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="default"
              onClick={copy}
              leftSection={
                copied ? (
                  <IconCheck size={14} aria-hidden="true" />
                ) : (
                  <IconCopy size={14} aria-hidden="true" />
                )
              }
            >
              {copied ? t('action.copied') : t('action.copy')}
            </Button>
          )}
        </CopyButton>
      </figcaption>
      <pre className={classes['text']}>{text}</pre>
    </figure>
  );
}

import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isList } from '#contract/product-value.ts';
import { SafeImage } from '../../ui/safe-image.tsx';
import classes from './editor.module.css';
import { FieldFrame } from './field-frame.tsx';
import { moved } from './moved.ts';
import { useEditing } from './use-editing.ts';

/** Pictures in the order the shop shows them, the main one first: dragged, or moved by button. */
export function ImagesTab(): React.ReactNode {
  const { t } = useTranslation('products');
  const { valueOf, put, check } = useEditing();
  const value = valueOf('images');
  if (value === undefined || !isList(value)) return null;
  const change = (paths: readonly string[]): void => {
    put('images', paths);
    check();
  };
  return (
    <FieldFrame name="images">
      <div className={classes['stack']}>
        <p className={classes['muted']}>{value.length === 0 ? t('images.none') : t('images.help')}</p>
        <ImageList paths={value} onChange={change} />
        <AddImage onAdd={(path) => change([...value, path])} />
      </div>
    </FieldFrame>
  );
}

function ImageList({
  paths,
  onChange,
}: {
  readonly paths: readonly string[];
  readonly onChange: (paths: readonly string[]) => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const { facts } = useEditing();
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const move = (from: number, to: number): void => onChange(moved(paths, from, to));
  const stop = (): void => {
    setDragged(null);
    setOver(null);
  };
  return (
    <ol className={classes['images']} aria-label={t('tabs.images')}>
      {paths.map((path, index) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrows are the keyboard's way
        <li
          // A path may stand there twice; its place tells the two apart.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          key={`${path}#${index}`}
          draggable
          data-over={(over === index && dragged !== index) || undefined}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            setDragged(index);
          }}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            setOver(index);
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged !== null) move(dragged, index);
            stop();
          }}
          onDragEnd={stop}
        >
          <IconGripVertical size={16} aria-hidden="true" className={classes['grip'] ?? ''} />
          <SafeImage url={addressOf(path, facts.imageBaseUrl)} size={48} />
          <span className={classes['path']} title={path}>
            {path}
          </span>
          {index === 0 ? <span className={classes['note']}>{t('images.main')}</span> : null}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('images.up', { path })}
            disabled={index === 0}
            onClick={() => move(index, index - 1)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('images.down', { path })}
            disabled={index === paths.length - 1}
            onClick={() => move(index, index + 1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('images.remove', { path })}
            onClick={() => onChange(paths.filter((_, place) => place !== index))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </li>
      ))}
    </ol>
  );
}

function AddImage({ onAdd }: { readonly onAdd: (path: string) => void }): React.ReactNode {
  const { t } = useTranslation('products');
  const { facts } = useEditing();
  const [text, setText] = useState('');
  const path = pathOf(text, facts.imageBaseUrl);
  return (
    <form
      className={classes['addImage']}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (path === '') return;
        onAdd(path);
        setText('');
      }}
    >
      <TextInput
        label={t('images.path')}
        description={t('images.pathHelp')}
        placeholder="catalog/urun/canta-1.jpg"
        value={text}
        spellCheck={false}
        maxLength={1_000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={path === ''}>
        {t('images.add')}
      </Button>
    </form>
  );
}

/** The path below `image/`, also out of a picture's whole address in this shop or with the folder in front. */
function pathOf(text: string, imageBaseUrl: string | null): string {
  const typed = text.trim();
  if (imageBaseUrl !== null && typed.startsWith(imageBaseUrl)) return typed.slice(imageBaseUrl.length);
  return typed.replace(/^\/?(?:image\/)?/, '');
}

/** Where a picture can be looked at: some shops keep whole addresses instead of paths. */
function addressOf(path: string, imageBaseUrl: string | null): string | null {
  if (/^(?:https:|data:)/.test(path)) return path;
  return imageBaseUrl === null ? null : `${imageBaseUrl}${path}`;
}

import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './field-value.module.css';
import { readingText } from './reading-text.ts';
import { textDifference, withContext, type Piece } from './text-difference.ts';

/** Characters of unchanged text beside each change: about a line and a half. */
const AROUND = 80;

/**
 * What changed in a text, in its place. A description is compared as it reads; its HTML is behind a button, and shown
 * at once where nothing but the HTML changed.
 */
export function TextChange({
  before,
  after,
  html,
}: {
  readonly before: string;
  readonly after: string;
  readonly html: boolean;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const [source, setSource] = useState(false);
  const pieces = useMemo(() => {
    const picture = (name: string): string => ` ${t('change.picture', { name })} `;
    const read = (text: string): string => (html ? readingText(text, picture) : text);
    return { source: textDifference(before, after), reading: textDifference(read(before), read(after)) };
  }, [before, after, html, t]);
  const onlyMarkup = html && before !== after && pieces.reading.every(({ kind }) => kind === 'same');
  return (
    <div className={classes['textChange']}>
      {onlyMarkup ? <span className={classes['muted']}>{t('change.onlyMarkup')}</span> : null}
      <Pieces pieces={source || onlyMarkup ? pieces.source : pieces.reading} />
      {html && !onlyMarkup ? (
        <div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            aria-pressed={source}
            onClick={() => setSource(!source)}
          >
            {t(source ? 'change.showReading' : 'change.showSource')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }): React.ReactNode {
  const shown = withContext(pieces, AROUND);
  return (
    <p className={classes['pieces']}>
      {shown.map((piece, index) => (
        // Pieces have no identity beyond their place: the list is drawn anew whenever the texts change.
        // oxlint-disable-next-line react/no-array-index-key
        <PieceView key={index} piece={piece} />
      ))}
    </p>
  );
}

function PieceView({ piece }: { readonly piece: Piece }): React.ReactNode {
  const { t } = useTranslation('edits');
  if (piece.kind === 'same') return piece.text;
  const Tag = piece.kind === 'added' ? 'ins' : 'del';
  return (
    <Tag className={classes[piece.kind]}>
      <span className="ms-visually-hidden">{t(`change.${piece.kind}`)}: </span>
      {piece.text}
    </Tag>
  );
}

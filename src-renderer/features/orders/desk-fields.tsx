import { useTranslation } from 'react-i18next';
import type { PackageDesk } from '#contract/order-desk.ts';
import panel from '../../ui/detail-panel.module.css';
import { FigureField } from '../../ui/figure-field.tsx';
import type { DeskDraft } from './desk-draft.ts';
import classes from './orders.module.css';

export type FieldProps = {
  readonly draft: DeskDraft;
  readonly change: (changes: Partial<DeskDraft>) => void;
  readonly parcel: PackageDesk;
  readonly orderId: string;
};

/** How many pieces of each line an action is about. */
export function LineFields({ parcel, draft, change }: FieldProps): React.ReactNode {
  const { t } = useTranslation('desk');
  return (
    <fieldset className={classes['package']} style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className={panel['muted']}>{t('fields.lines')}</legend>
      {parcel.lines.map(({ lineId, title, quantity }) => (
        <FigureField
          key={lineId}
          label={`${title} (${quantity})`}
          w={260}
          min={0}
          max={quantity}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          value={draft.lines[lineId] ?? 0}
          onChange={(value) => change({ lines: { ...draft.lines, [lineId]: value ?? 0 } })}
        />
      ))}
    </fieldset>
  );
}

/** One figure with its bounds, null while it is not typed. */
export function Figure({
  label,
  least,
  most,
  decimals = false,
  figure,
  onFigure,
}: {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly decimals?: boolean;
  readonly figure: number | null;
  readonly onFigure: (figure: number | null) => void;
}): React.ReactNode {
  return (
    <FigureField
      label={label}
      w={160}
      min={least}
      max={most}
      allowDecimal={decimals}
      allowNegative={false}
      clampBehavior="strict"
      value={figure}
      onChange={onFigure}
    />
  );
}

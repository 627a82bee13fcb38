import { useTranslation } from 'react-i18next';
import type { TraceStep } from '#contract/listings.ts';
import { useFormat, type Format } from '../../i18n/use-format.ts';
import panel from '../../ui/detail-panel.module.css';

/** What the steps count in. */
export type TraceUnit = { readonly kind: 'price'; readonly currency: string } | { readonly kind: 'stock' };

/** "Why this price" and "why this stock": each step in words with what it made of the value. */
export function TraceList({
  steps,
  unit,
}: {
  readonly steps: readonly TraceStep[];
  readonly unit: TraceUnit;
}): React.ReactNode {
  const { t } = useTranslation('listings');
  const format = useFormat();
  if (steps.length === 0) return <p className={panel['muted']}>{t('trace.none')}</p>;
  return (
    <table className={panel['table']}>
      <tbody>
        {steps.map((step, index) => (
          // A trace is a fixed sequence in which the same step may stand twice: its place is its identity.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index}>
            <td>{t(`trace.${step.step}`, { value: stepValue(step, unit, format) })}</td>
            <td className={panel['end']}>{inUnit(step.result, unitOf(step, unit), format)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Before it is converted, a price counts in the shop's currency. */
function unitOf({ currency }: TraceStep, unit: TraceUnit): TraceUnit {
  return currency !== undefined && unit.kind === 'price' ? { ...unit, currency } : unit;
}

function inUnit(value: number, unit: TraceUnit, format: Format): string {
  return unit.kind === 'price' ? format.money(value, unit.currency) : format.number(value);
}

/** Rates come as 1/10000 percent, everything else in the trace's own unit. */
function stepValue({ step, value }: TraceStep, unit: TraceUnit, format: Format): string {
  if (step === 'tax') return format.percent(value / 10_000);
  if (step === 'markup') return signed(value / 10_000, (size) => format.percent(size));
  if (step === 'currency') return format.number(value / 10_000);
  if (step === 'option-price') return signed(value, (size) => inUnit(size, unit, format));
  if (step === 'reserved' || step === 'buffer') return `−${inUnit(Math.abs(value), unit, format)}`;
  return inUnit(value, unit, format);
}

function signed(value: number, write: (size: number) => string): string {
  if (value === 0) return write(0);
  return `${value < 0 ? '−' : '+'}${write(Math.abs(value))}`;
}

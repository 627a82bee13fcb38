import { useTranslation } from 'react-i18next';
import { assertNever } from '#common/assert-never.ts';
import type { CodeImport, CodeImportRow, CodeResult } from '#contract/codes.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { fullName } from '../../ui/full-name.ts';
import { CellNote, PlainTable } from '../../ui/plain-table.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import classes from './codes.module.css';

/** So many lines of a kind are shown; the rest is counted. */
const MOST_TOLD = 200;

type Line = { readonly row: CodeImportRow | undefined; readonly result: CodeResult };

/** What a table of codes comes to: the figures, each line that can't be taken with its reason, and what the others get. */
export function CodesPreview({
  rows,
  outcome,
  done = false,
}: {
  readonly rows: readonly CodeImportRow[];
  readonly outcome: CodeImport;
  /** It was kept: what remains to be told is what was not. */
  readonly done?: boolean;
}): React.ReactNode {
  const { t } = useTranslation('products');
  // The engine answers line by line, in the order in which it was asked.
  const lines = outcome.rows.map((result, at): Line => ({ row: rows[at], result }));
  const refused = lines.filter(({ result }) => isRefused(result));
  const set = lines.filter(({ result }) => result.outcome === 'set');
  return (
    <>
      {done ? null : <Figures outcome={outcome} refused={refused.length} />}
      <Lines
        title={t('codes.import.refusedTitle')}
        lines={refused}
        text={t(done ? 'codes.import.refusedDone' : 'codes.import.refusedText')}
      />
      {done ? null : <Lines title={t('codes.import.willTitle')} lines={set} />}
    </>
  );
}

function isRefused({ outcome }: CodeResult): boolean {
  return outcome !== 'set' && outcome !== 'same';
}

function Figures({
  outcome,
  refused,
}: {
  readonly outcome: CodeImport;
  readonly refused: number;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const of = (count: number): { count: number; number: string } => ({ count, number: format.number(count) });
  const same = outcome.rows.filter((row) => row.outcome === 'same').length;
  const doubtful = outcome.rows.filter((row) => row.outcome === 'set' && row.badCheckDigit).length;
  return (
    <output>
      <ul className={classes['figures']}>
        <li>
          <StateDot tone="ok" label={t('codes.import.set', of(outcome.set))} />
        </li>
        {same === 0 ? null : (
          <li>
            <StateDot tone="paused" label={t('codes.import.same', of(same))} />
          </li>
        )}
        {refused === 0 ? null : (
          <li>
            <StateDot tone="failing" label={t('codes.import.refused', of(refused))} />
          </li>
        )}
        {doubtful === 0 ? null : (
          <li>
            <StateDot tone="waiting" label={t('codes.import.doubtful', of(doubtful))} />
          </li>
        )}
      </ul>
    </output>
  );
}

function Lines({
  title,
  text,
  lines,
}: {
  readonly title: string;
  readonly text?: string;
  readonly lines: readonly Line[];
}): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const why = useWhy();
  if (lines.length === 0) return null;
  const refused = lines.some(({ result }) => isRefused(result));
  const more = lines.length - MOST_TOLD;
  return (
    <>
      <h3 className={classes['heading']}>{title}</h3>
      {text === undefined ? null : <p>{text}</p>}
      <div className={classes['lines']}>
        <PlainTable
          label={title}
          columns={[
            { key: 'line', label: t('codes.import.line'), align: 'end', width: '56px' },
            { key: 'who', label: t(refused ? 'codes.import.who' : 'codes.import.variant'), width: '38%' },
            { key: 'codes', label: t('codes.import.codes') },
            ...(refused ? [{ key: 'why', label: t('codes.import.why'), width: '34%' }] : []),
          ]}
          rows={lines.slice(0, MOST_TOLD).map((line) => ({
            key: String(line.result.line),
            cells: {
              line: line.result.line,
              who: <Who line={line} />,
              codes: <Codes line={line} />,
              why: why(line.result),
            },
          }))}
        />
      </div>
      {more > 0 ? <p>{t('codes.import.more', { count: more, number: format.number(more) })}</p> : null}
    </>
  );
}

/** The variant that the line names where it names one, and what the line calls it where it does not. */
function Who({ line: { row, result } }: { readonly line: Line }): React.ReactNode {
  const option = row?.option ?? null;
  const called = [
    row?.code ?? '',
    option === null ? '' : 'text' in option ? option.text : option.optionValueIds.join(' + '),
  ]
    .filter(Boolean)
    .join(' · ');
  if (result.name === null) return called;
  return (
    <>
      {fullName(result.name)}
      <CellNote>{called}</CellNote>
    </>
  );
}

function Codes({ line: { row, result } }: { readonly line: Line }): React.ReactNode {
  const { t } = useTranslation('products');
  const codes = [
    row?.barcode == null ? '' : t('codes.import.barcodeIs', { code: row.barcode }),
    row?.stockCode == null ? '' : t('codes.import.stockCodeIs', { code: row.stockCode }),
  ].filter(Boolean);
  return (
    <>
      {codes.join(' · ')}
      {result.badCheckDigit ? (
        <div>
          <StateDot tone="waiting" label={t('codes.import.badCheckDigit')} />
        </div>
      ) : null}
    </>
  );
}

function useWhy(): (result: CodeResult) => string {
  const { t } = useTranslation('products');
  return ({ outcome, fitting, sharedName, sharedWith }) => {
    switch (outcome) {
      case 'set':
      case 'same':
        return '';
      case 'several':
        return t('codes.import.outcomes.several', { count: fitting });
      case 'duplicate':
        return t('codes.import.outcomes.duplicate', {
          name: sharedName === null ? (sharedWith ?? '') : fullName(sharedName),
        });
      case 'not-found':
      case 'named-twice':
      case 'not-a-code':
        return t(`codes.import.outcomes.${outcome}`);
      default:
        return assertNever(outcome, 'outcome of a line of codes');
    }
  };
}

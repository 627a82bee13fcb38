import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../edits/field-words.ts';
import { CodesSection } from './codes-section.tsx';
import classes from './editor.module.css';
import { EnabledField, ManufacturerField, TextField } from './simple-inputs.tsx';
import { useEditing } from './use-editing.ts';

/** What a product is called by machines, who makes it, and whether the shop shows it. */
export function GeneralTab(): React.ReactNode {
  const { t } = useTranslation('products');
  const { facts, valueOf, detail } = useEditing();
  const words = useFieldWords(facts);
  const codes = facts.codeSources.filter(
    (source) => source !== 'model' && valueOf(`code:${source}`) !== undefined,
  );
  return (
    <div className={classes['stack']}>
      <div className={classes['columns']}>
        <div className={classes['stack']}>
          <EnabledField />
          <TextField name="model" label={t('fields.model')} />
          <ManufacturerField />
        </div>
        <div className={classes['stack']}>
          {codes.map((source) => (
            <TextField key={source} name={`code:${source}`} label={words.name(`code:${source}`)} />
          ))}
        </div>
      </div>
      {detail.options.length === 0 ? <CodesSection /> : null}
    </div>
  );
}

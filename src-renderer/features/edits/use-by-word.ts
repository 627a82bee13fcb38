import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

const KNOWN = ['merchant', 'command-line', 'undo'] as const;

/** Who edited, in words; whoever has a name of their own goes by that. */
export function useByWord(): (by: string) => string {
  const { t } = useTranslation('edits');
  return useCallback(
    (by) => {
      const known = KNOWN.find((each) => each === by);
      return known === undefined ? by : t(`by.${known}`);
    },
    [t],
  );
}

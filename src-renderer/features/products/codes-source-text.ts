import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** The column that a code of the shop's stands in, in words (`CodeSource.source` says how they are named). */
export function useCodeSourceText(): (source: string) => string {
  const { t } = useTranslation('products');
  return useCallback(
    (source) => {
      const [head, ...rest] = source.split(':');
      const column = rest.join(':');
      if (head === 'option') return t('codes.source.option', { column });
      if (head === 'related') return t('codes.source.related', { column });
      return t('codes.source.shop', { column: head === 'code' ? column : source });
    },
    [t],
  );
}

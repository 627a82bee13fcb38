import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueAttribute } from '#contract/marketplace-catalogue.ts';
import { useApi } from '../../client/engine-context.ts';
import { Choice, DEBOUNCE_MS, MOST_FOUND, type Target } from './catalogue-select.tsx';

type Props = {
  readonly channelId: string;
  readonly categoryId: string;
  readonly attribute: CatalogueAttribute;
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly description?: string | null;
  readonly placeholder: string;
  /** Offered before all others. */
  readonly suggested?: readonly Target[];
  readonly value: Target | null;
  readonly onChange: (target: Target | null) => void;
};

/** One of the values that the marketplace knows for an attribute; lists too long to be kept whole are searched there. */
export function ValueSelect(props: Props): React.ReactNode {
  return props.attribute.valuesComplete ? <KnownValues {...props} /> : <SearchedValues {...props} />;
}

function KnownValues({
  attribute,
  label,
  hideLabel = false,
  description = null,
  placeholder,
  suggested = [],
  value,
  onChange,
}: Props): React.ReactNode {
  const choices = withFirst(
    [...(value === null ? [] : [value]), ...suggested],
    attribute.values.map(({ valueId, name }) => ({ id: valueId, name })),
  );
  return (
    <Select
      {...(hideLabel ? { 'aria-label': label } : { label })}
      description={description}
      placeholder={placeholder}
      searchable
      clearable
      limit={100}
      value={value?.id ?? null}
      onChange={(next) => onChange(choices.find(({ id }) => id === next) ?? null)}
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

function SearchedValues({
  channelId,
  categoryId,
  attribute,
  description = null,
  suggested = [],
  ...choice
}: Props): React.ReactNode {
  const { t } = useTranslation('publishing');
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState(false);
  const [asked] = useDebouncedValue(search, DEBOUNCE_MS);
  const { attributeId } = attribute;
  const found = useQuery({
    ...useApi().catalogue.values.queryOptions({
      input: { channelId, categoryId, attributeId, search: asked, offset: 0, limit: MOST_FOUND },
    }),
    placeholderData: keepPreviousData,
    // The marketplace may be asked for them: nothing is looked for before somebody wants to choose.
    enabled: opened,
  });
  const known = found.data?.rows ?? attribute.values;
  const cut = (found.data?.total ?? 0) > known.length;
  return (
    <Choice
      {...choice}
      clearable
      description={description ?? (cut ? t('attributes.searched') : null)}
      onOpen={() => setOpened(true)}
      found={withFirst(
        search === '' ? suggested : [],
        known.map(({ valueId, name }) => ({ id: valueId, name })),
      )}
      nothingFound={found.data?.total === 0 && asked === '' ? t('attributes.noList') : undefined}
      search={search}
      onSearch={setSearch}
    />
  );
}

/** Each value once: a Select takes none twice. */
function withFirst(first: readonly Target[], others: readonly Target[]): readonly Target[] {
  return [...new Map([...first, ...others].map((target) => [target.id, target])).values()];
}

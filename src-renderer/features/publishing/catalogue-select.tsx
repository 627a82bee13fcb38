import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../client/engine-context.ts';

export const MOST_FOUND = 50;
export const DEBOUNCE_MS = 200;

export type Target = { readonly id: string; readonly name: string };

type Props = {
  readonly channelId: string;
  readonly label: string;
  readonly hideLabel?: boolean;
  /** What is chosen now, with the name it is shown by; null for nothing. */
  readonly value: Target | null;
  readonly onChange: (target: Target | null) => void;
  readonly clearable?: boolean;
  /** What holds while nothing is chosen; left out: that one may search. */
  readonly placeholder?: string | undefined;
};

/** Searches the marketplace's category tree; each found leaf is shown with its whole path. */
export function CategorySelect(props: Props): React.ReactNode {
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, DEBOUNCE_MS);
  const found = useQuery({
    ...useApi().catalogue.categories.queryOptions({
      input: { channelId: props.channelId, search: asked, leavesOnly: true, offset: 0, limit: MOST_FOUND },
    }),
    placeholderData: keepPreviousData,
  });
  const rows = (found.data?.rows ?? []).filter(({ open, leaf }) => open && leaf);
  return (
    <Choice
      {...props}
      found={rows.map(({ categoryId, path }) => ({ id: categoryId, name: path }))}
      search={search}
      onSearch={setSearch}
    />
  );
}

/** Searches the marketplace's brands by name. */
export function BrandSelect(props: Props): React.ReactNode {
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, DEBOUNCE_MS);
  const found = useQuery({
    ...useApi().catalogue.brands.queryOptions({
      input: { channelId: props.channelId, search: asked, offset: 0, limit: MOST_FOUND },
    }),
    placeholderData: keepPreviousData,
    // A marketplace may be asked for each: nothing is looked for before anything was typed.
    enabled: asked.trim() !== '',
  });
  return (
    <Choice
      {...props}
      found={(found.data?.rows ?? []).map(({ brandId, name }) => ({ id: brandId, name }))}
      search={search}
      onSearch={setSearch}
    />
  );
}

/** A choice among what a search found; what is chosen stays among them whatever was searched for. */
export function Choice({
  label,
  hideLabel = false,
  placeholder,
  description = null,
  value,
  onChange,
  clearable = false,
  found,
  search,
  onSearch,
  onOpen,
  nothingFound,
}: Omit<Props, 'channelId'> & {
  readonly description?: string | null;
  readonly found: readonly Target[];
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onOpen?: () => void;
  readonly nothingFound?: string | undefined;
}): React.ReactNode {
  const { t } = useTranslation('publishing');
  const choices = value === null || found.some(({ id }) => id === value.id) ? found : [value, ...found];
  return (
    <Select
      {...(hideLabel ? { 'aria-label': label } : { label })}
      placeholder={placeholder ?? t('mapping.searchTarget')}
      description={description}
      nothingFoundMessage={nothingFound ?? t('mapping.nothingFound')}
      searchable
      clearable={clearable}
      allowDeselect={false}
      miw={220}
      value={value?.id ?? null}
      searchValue={search}
      onSearchChange={onSearch}
      {...(onOpen === undefined ? {} : { onDropdownOpen: onOpen })}
      // The engine has looked; what it found is not to be filtered once more by other rules.
      filter={({ options }) => options}
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(next) => onChange(choices.find(({ id }) => id === next) ?? null)}
    />
  );
}

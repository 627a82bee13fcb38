/** What a thing is called, with its option; marketplaces often have put the option into the title already. */
export function fullName({
  title,
  optionText,
}: {
  readonly title: string;
  readonly optionText: string;
}): string {
  return optionText === '' || title.endsWith(optionText) ? title : `${title} · ${optionText}`;
}

import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { safeDocument } from './safe-html.ts';

/** HTML from outside as it would read, in a frame that can do nothing. */
export function HtmlPreview({
  html,
  title,
  imageBaseUrl,
  className,
}: {
  readonly html: string;
  readonly title: string;
  readonly imageBaseUrl: string | null;
  readonly className?: string | undefined;
}): React.ReactNode {
  const scheme = useComputedColorScheme('light');
  const document = useMemo(
    () => safeDocument(html, { imageBaseUrl, look: LOOKS[scheme] }),
    [html, imageBaseUrl, scheme],
  );
  return (
    <iframe
      className={className}
      title={title}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={document}
      style={{ colorScheme: scheme }}
    />
  );
}

/** The frame does not see the page's variables; these are the same colours as in `base.css`. */
const FONT = "system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
const LOOKS = {
  light: { text: '#1b1f26', muted: '#5a6270', font: FONT },
  dark: { text: '#e6e8ec', muted: '#a3abb7', font: FONT },
} as const;

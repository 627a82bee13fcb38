import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef2ff',
  '#dde4fc',
  '#b9c6f7',
  '#93a7f1',
  '#7790ec',
  '#6480e6',
  '#4a69d9',
  '#3a57c2',
  '#3049a8',
  '#263b8a',
];
const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#f0f1f3',
  '#e4e6ea',
  '#d3d6dc',
  '#b4b9c2',
  '#8a919d',
  '#636b78',
  '#494f5b',
  '#2f343d',
  '#1b1f26',
];
const dark: MantineColorsTuple = [
  '#e6e8ec',
  '#b8bec8',
  '#979eaa',
  '#6d7480',
  '#454b55',
  '#33383f',
  '#272b31',
  '#1d2025',
  '#16181c',
  '#101215',
];

const FONT =
  'system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';
const MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Liberation Mono", monospace';

/** A field's help stands below it, so that fields side by side line up. */
const FIELD = { size: 'sm', inputWrapperOrder: ['label', 'input', 'error', 'description'] };
const FIELD_STYLES = { label: { fontWeight: 500 }, description: { fontSize: 12, lineHeight: '16px' } };
const INLINE_STYLES = { description: { fontSize: 12, lineHeight: '16px', marginTop: 2 } };

/** Neutral greys and one accent; radius 6; a 4-px grid; nothing moves for longer than 120 ms. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, gray, dark },
  fontFamily: FONT,
  fontFamilyMonospace: MONO,
  headings: {
    fontFamily: FONT,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  shadows: { sm: 'none', md: '0 8px 24px rgb(15 18 25 / 14%)', lg: '0 16px 40px rgb(15 18 25 / 18%)' },
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 500 } } },
    TextInput: { defaultProps: FIELD, styles: FIELD_STYLES },
    PasswordInput: { defaultProps: FIELD, styles: FIELD_STYLES },
    Textarea: { defaultProps: FIELD, styles: FIELD_STYLES },
    NumberInput: { defaultProps: FIELD, styles: FIELD_STYLES },
    Select: { defaultProps: { ...FIELD, allowDeselect: false }, styles: FIELD_STYLES },
    Radio: { styles: INLINE_STYLES },
    Checkbox: { styles: INLINE_STYLES },
    Switch: { styles: INLINE_STYLES },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, transitionProps: { duration: 80 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Modal: {
      defaultProps: { transitionProps: { duration: 100 }, overlayProps: { backgroundOpacity: 0.35 } },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
  },
});

/** Mantine's own variables follow the page's; those are written once, in `base.css`. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--ms-surface)',
    '--mantine-color-text': 'var(--ms-text)',
    '--mantine-color-dimmed': 'var(--ms-text-muted)',
    '--mantine-color-default-border': 'var(--ms-line)',
    '--mantine-color-placeholder': 'var(--ms-text-faint)',
    '--mantine-color-error': 'var(--ms-failing)',
  };
  return { variables: {}, light: shared, dark: shared };
};

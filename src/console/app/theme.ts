import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Jade: what we do; cinnabar: what asks for attention. White on jade[7] and on cinnabar[7] has a contrast above 4.5. */
const jade: MantineColorsTuple = [
  '#eaf7f3',
  '#d3ece4',
  '#a6d9c9',
  '#76c5ac',
  '#4fb494',
  '#35a884',
  '#1e8f6e',
  '#0f6b5c',
  '#0b574b',
  '#06433a',
];
const cinnabar: MantineColorsTuple = [
  '#fff0ec',
  '#fbdfd8',
  '#f3bcaf',
  '#ea9683',
  '#e3775e',
  '#df6347',
  '#d6543a',
  '#b83f27',
  '#a33520',
  '#8c2916',
];
const indigo: MantineColorsTuple = [
  '#eef1fb',
  '#dbe1f3',
  '#b4c0e6',
  '#8a9dd9',
  '#677fce',
  '#516cc8',
  '#4562c6',
  '#3a54b0',
  '#324b9d',
  '#25408b',
];
const amber: MantineColorsTuple = [
  '#fff7e3',
  '#ffedcd',
  '#fbd99d',
  '#f8c468',
  '#f5b23c',
  '#f3a721',
  '#e0930b',
  '#9a6000',
  '#7d4e00',
  '#5f3b00',
];

export const theme = createTheme({
  primaryColor: 'jade',
  primaryShade: 7,
  colors: { jade, cinnabar, indigo, amber },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Colour of each kind of activity, the same on every page. */
export const KIND_COLORS = {
  self_governance: 'indigo',
  volunteer_service: 'jade',
  training: 'amber',
  festival: 'cinnabar',
} as const;

/** The same for charts and timelines, as text on white and as ground under dark text. */
export const KIND_HEX = {
  self_governance: { strong: '#3a54b0', soft: '#dbe1f3' },
  volunteer_service: { strong: '#0f6b5c', soft: '#d3ece4' },
  training: { strong: '#9a6000', soft: '#ffedcd' },
  festival: { strong: '#b83f27', soft: '#fbdfd8' },
} as const;

/** Grey text, placeholders and marks stay readable on the page's light ground (WCAG AA, 4.5 to 1). */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a635e',
    '--mantine-color-placeholder': '#68716c',
    '--mantine-color-error': '#b83f27',
  },
  dark: {},
});

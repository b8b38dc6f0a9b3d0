import { Loader, Text } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Hint } from './words';

/** Words of the trade that the catalogue `glossary` explains. */
export const TERMS = [
  'season',
  'activity',
  'series',
  'role',
  'qualification',
  'availability',
  'venue',
  'group',
  'partner',
  'allocation',
  'aim',
  'plan',
  'certificate',
  'bound',
  'gap',
  'open',
  'repair',
  'recruit',
  'load',
  'resolution',
  'publish',
  'pin',
  'replan',
  'duty',
  'standIn',
  'checkIn',
  'hours',
  'booking',
  'earmark',
  'ledger',
  'setAside',
  'fourEyes',
  'audit',
] as const;
export type Term = (typeof TERMS)[number];

function Meaning({ word }: { readonly word: Term }) {
  const { t } = useTranslation('glossary');
  return (
    <>
      <Text fw={600} size="sm">
        {t(`${word}.name`)}
      </Text>
      {t(`${word}.text`)}
    </>
  );
}

/** A small question mark that explains a word of the trade; the catalogue is read when somebody asks. */
export function TermHint({ word, label }: { readonly word: Term; readonly label?: string }) {
  return (
    <Hint {...(label === undefined ? {} : { label })}>
      <Suspense fallback={<Loader size={16} />}>
        <Meaning word={word} />
      </Suspense>
    </Hint>
  );
}

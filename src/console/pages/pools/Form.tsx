import { Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { type AvailabilityWindow } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import {
  ChoiceField,
  ChoicesField,
  FlagField,
  HoursField,
  MinutesField,
  MomentField,
  MoneyField,
  NumberField,
  PoolField,
  PoolsField,
  type Qualification,
  QualificationsField,
  TagsField,
  TextField,
  WindowsField,
} from '~/ui/fields';
import { type FieldSpec, type Section } from './kinds';
import { at, type Members, numberIn, put, textIn, textsIn } from './thing';

const AGE_CLASSES = ['child', 'minor', 'adult', 'senior'] as const;
const ACTIVITY_KINDS = ['self_governance', 'volunteer_service', 'training', 'festival'] as const;
const pointerOf = (path: string) => `/${path.replaceAll('.', '/')}`;

interface Props {
  readonly field: FieldSpec;
  readonly draft: Members;
  readonly onChange: (draft: Members) => void;
  readonly zone: string;
}

function Field({ field, draft, onChange, zone }: Props) {
  const { t } = useTranslation(['pools', 'common', 'answers']);
  const { path, type, pool = '', label = path, required, unit, hint, codes } = field;
  const value = at(draft, path);
  const set = (member: unknown) => onChange(put(draft, path, member));
  const shared = {
    label: t(`field.${label}`),
    pointer: pointerOf(path),
    required,
    hint: hint === true ? t(`hint.${path}`) : undefined,
    onChange: set,
  };
  const number = { ...shared, value: numberIn(value) };
  const text = { ...shared, value: textIn(value) };
  const texts = { ...shared, value: textsIn(value) };
  switch (type) {
    case 'text':
    case 'long':
      return <TextField {...text} long={type === 'long'} />;
    case 'phone': {
      // A masked number cannot be sent back: what is typed replaces it.
      const masked = text.value?.includes('*') === true;
      return (
        <TextField
          {...text}
          type="tel"
          value={masked ? undefined : text.value}
          placeholder={masked ? text.value : undefined}
          hint={masked ? t('phoneMasked') : undefined}
        />
      );
    }
    case 'count':
      return <NumberField {...number} unit={unit === undefined ? undefined : t(`unit.${unit}`)} />;
    case 'decimal':
      return <NumberField {...number} digits={6} signed />;
    case 'share':
      return <NumberField {...number} digits={3} />;
    case 'minutes':
      return <MinutesField {...number} />;
    case 'hours':
      return <HoursField {...number} />;
    case 'money':
      return <MoneyField {...number} />;
    case 'flag':
      return <FlagField {...shared} value={value === true} />;
    case 'tags':
      return (
        <TagsField
          {...texts}
          {...(codes === undefined
            ? {}
            : { words: t(`answers:${codes}`, { returnObjects: true }) as Readonly<Record<string, string>> })}
        />
      );
    case 'ageClass':
      return (
        <ChoiceField
          {...text}
          choices={AGE_CLASSES.map((one) => ({ value: one, label: t(`ageClass.${one}`) }))}
        />
      );
    case 'activityKinds':
      return (
        <ChoicesField
          {...texts}
          choices={ACTIVITY_KINDS.map((one) => ({ value: one, label: t(`common:kind.${one}`) }))}
        />
      );
    case 'one':
      return <PoolField {...text} path={pool} clearable={required !== true} />;
    case 'some':
      return <PoolsField {...texts} path={pool} />;
    case 'moment':
      return <MomentField {...text} zone={zone} />;
    case 'availability':
    case 'opening':
      return (
        <WindowsField
          {...shared}
          value={(value ?? []) as readonly AvailabilityWindow[]}
          meaning={type}
          zone={zone}
        />
      );
    case 'qualifications':
      return <QualificationsField {...shared} value={(value ?? []) as readonly Qualification[]} />;
  }
}

const WIDE: readonly FieldSpec['type'][] = ['availability', 'opening', 'qualifications'];
export const isWide = ({ type }: FieldSpec): boolean => WIDE.includes(type);

/** All members of a thing in sections, as fields. */
export function Form({
  sections,
  ...rest
}: Omit<Props, 'field'> & { readonly sections: readonly Section[] }) {
  const { t } = useTranslation('pools');
  return (
    <Stack>
      {sections.map(({ key, fields }) => {
        const edited = fields.filter(({ computed }) => computed !== true);
        const narrow = edited.filter((field) => !isWide(field));
        return (
          <Paper key={key} withBorder p="md" component="section" aria-label={t(`section.${key}`)}>
            <Title order={2} size="h4" mb="sm">
              {t(`section.${key}`)}
            </Title>
            <Stack>
              {narrow.length > 0 && (
                <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
                  {narrow.map((field) => (
                    <Field key={field.path} field={field} {...rest} />
                  ))}
                </SimpleGrid>
              )}
              {edited.filter(isWide).map((field) => (
                <Field key={field.path} field={field} {...rest} />
              ))}
            </Stack>
          </Paper>
        );
      })}
    </Stack>
  );
}

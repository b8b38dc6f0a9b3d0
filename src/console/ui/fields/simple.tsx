import {
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FieldProps, useFault } from './faults';
import { instantOf, localOf } from './zone';

/** What Mantine's inputs are told of every field. */
function useShell({ label, pointer, hint, required }: FieldProps<never>, below = false) {
  const error = useFault(pointer, below);
  return {
    label,
    error,
    description: hint,
    withAsterisk: required === true,
    'aria-required': required === true,
  };
}

const shell = <T,>(props: FieldProps<T>): FieldProps<never> => ({
  ...props,
  value: undefined,
  onChange: () => undefined,
});

export function TextField({
  long,
  placeholder,
  type,
  ...props
}: FieldProps<string> & {
  readonly long?: boolean;
  readonly placeholder?: string | undefined;
  readonly type?: 'text' | 'tel' | 'password';
}) {
  const said = useShell(shell(props));
  const shared = {
    ...said,
    placeholder,
    value: props.value ?? '',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      props.onChange(currentTarget.value === '' ? undefined : currentTarget.value),
  };
  return long === true ? (
    <Textarea autosize minRows={2} {...shared} />
  ) : (
    <TextInput type={type ?? 'text'} {...shared} />
  );
}

interface NumberProps extends FieldProps<number> {
  readonly unit?: string | undefined;
  /** How many of what is stored make one of what is shown: 100 for fen shown as yuan. */
  readonly scale?: number;
  readonly digits?: number;
  readonly signed?: boolean;
  readonly prefix?: string;
}

export function NumberField({ unit, scale = 1, digits = 0, signed = false, prefix, ...props }: NumberProps) {
  return (
    <NumberInput
      {...useShell(shell(props))}
      {...(prefix === undefined ? {} : { prefix })}
      value={props.value === undefined ? '' : props.value / scale}
      onChange={(value) =>
        props.onChange(
          value === '' ? undefined : scale === 1 ? Number(value) : Math.round(Number(value) * scale),
        )
      }
      decimalScale={digits}
      allowNegative={signed}
      thousandSeparator=","
      {...(unit === undefined
        ? {}
        : {
            rightSection: (
              <Text size="sm" c="dimmed" pe="sm">
                {unit}
              </Text>
            ),
            rightSectionWidth: 'auto',
          })}
      hideControls
      inputMode={digits > 0 ? 'decimal' : 'numeric'}
    />
  );
}

/** Fen, shown as yuan. */
export const MoneyField = (props: FieldProps<number>) => (
  <NumberField {...props} scale={100} digits={2} prefix="¥" />
);

/** Minutes, shown as hours. */
export function HoursField(props: FieldProps<number>) {
  const { t } = useTranslation('fields');
  return <NumberField {...props} scale={60} digits={2} unit={t('unit.hours')} />;
}

export function MinutesField(props: FieldProps<number>) {
  const { t } = useTranslation('fields');
  return <NumberField {...props} unit={t('unit.minutes')} />;
}

export function FlagField(props: FieldProps<boolean>) {
  const { label, error, description } = useShell(shell(props));
  return (
    <Switch
      label={label}
      error={error}
      description={description}
      checked={props.value === true}
      onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
      mt={{ base: 0, sm: 26 }}
      styles={{ body: { minHeight: 36, alignItems: 'center' } }}
    />
  );
}

/** What is typed next fits beside what is there. */
export const SHORT_INPUT = { inputField: { minWidth: 8, flexBasis: 8 } };

export function TagsField({
  words = {},
  ...props
}: FieldProps<readonly string[]> & {
  /** Codes that are stored, and what is read and typed instead. */
  readonly words?: Readonly<Record<string, string>>;
}) {
  const { t } = useTranslation('fields');
  const codes = new Map(Object.entries(words).map(([code, word]) => [word, code]));
  const wordOf = (tag: string) => words[tag] ?? tag;
  // Two codes may have one word: what is stored already stays what it is.
  const stored = new Map((props.value ?? []).map((tag) => [wordOf(tag), tag]));
  return (
    <TagsInput
      {...useShell(shell(props), true)}
      data={[...codes.keys()]}
      value={(props.value ?? []).map(wordOf)}
      onChange={(tags) => props.onChange(tags.map((word) => stored.get(word) ?? codes.get(word) ?? word))}
      placeholder={(props.value ?? []).length === 0 ? t('tags') : ''}
      styles={SHORT_INPUT}
      splitChars={[',', '，', '、', ';', '；']}
    />
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function ChoiceField({
  choices,
  clearable = false,
  ...props
}: FieldProps<string> & { readonly choices: readonly Choice[]; readonly clearable?: boolean }) {
  return (
    <Select
      {...useShell(shell(props))}
      data={choices}
      value={props.value ?? null}
      onChange={(value) => props.onChange(value ?? undefined)}
      allowDeselect={clearable}
      clearable={clearable}
      searchable={choices.length > 8}
    />
  );
}

export function ChoicesField({
  choices,
  ...props
}: FieldProps<readonly string[]> & { readonly choices: readonly Choice[] }) {
  return (
    <MultiSelect
      {...useShell(shell(props), true)}
      data={choices}
      value={[...(props.value ?? [])]}
      onChange={(values) => props.onChange(values)}
      hidePickedOptions
      styles={SHORT_INPUT}
    />
  );
}

/** Calendar date. */
export function DateField(props: FieldProps<string>) {
  return (
    <TextInput
      type="date"
      {...useShell(shell(props))}
      value={props.value ?? ''}
      onChange={({ currentTarget }) =>
        props.onChange(currentTarget.value === '' ? undefined : currentTarget.value)
      }
    />
  );
}

/** Instant, shown and typed on the clock of `zone`. */
export function MomentField({ zone, ...props }: FieldProps<string> & { readonly zone: string }) {
  return (
    <TextInput
      type="datetime-local"
      {...useShell(shell(props))}
      value={props.value === undefined ? '' : localOf(props.value, zone)}
      onChange={({ currentTarget }) => props.onChange(instantOf(currentTarget.value, zone) ?? undefined)}
    />
  );
}

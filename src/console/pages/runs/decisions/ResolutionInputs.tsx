import { Group, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface ResolutionText {
  readonly number: string;
  readonly decidedOn: string;
  readonly title: string;
  readonly note: string;
}
export const NO_TEXT: ResolutionText = { number: '', decidedOn: '', title: '', note: '' };

export function ResolutionInputs({
  value,
  onChange,
}: {
  readonly value: ResolutionText;
  readonly onChange: (value: ResolutionText) => void;
}) {
  const { t } = useTranslation('plans');
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          label={t('resolutionField.number')}
          placeholder="2026-17"
          required
          maxLength={60}
          value={value.number}
          onChange={(event) => onChange({ ...value, number: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('resolutionField.day')}
          required
          value={value.decidedOn}
          onChange={(event) => onChange({ ...value, decidedOn: event.currentTarget.value })}
        />
      </Group>
      <TextInput
        label={t('resolutionField.title')}
        maxLength={200}
        value={value.title}
        onChange={(event) => onChange({ ...value, title: event.currentTarget.value })}
      />
      <Textarea
        label={t('decisions.note')}
        autosize
        minRows={2}
        maxLength={2000}
        value={value.note}
        onChange={(event) => onChange({ ...value, note: event.currentTarget.value })}
      />
    </>
  );
}

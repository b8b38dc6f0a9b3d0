import { Autocomplete, Group, TextInput } from '@mantine/core';
import { type NamedResolution, type ResolutionView } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useAll } from '~/api';

export interface ResolutionDraft {
  readonly number: string;
  readonly decidedOn: string;
  readonly title: string;
}
export const NO_RESOLUTION: ResolutionDraft = { number: '', decidedOn: '', title: '' };

export const useResolutions = (seasonId: string) =>
  useAll<ResolutionView>(`/seasons/${encodeURIComponent(seasonId)}/resolutions`);

/** Whether it says enough: a number that is kept, or a number and its day. */
export const isNamed = (draft: ResolutionDraft, kept: readonly ResolutionView[]): boolean =>
  draft.number.trim() !== '' &&
  (draft.decidedOn !== '' || kept.some(({ number }) => number === draft.number.trim()));

export function namedOf(draft: ResolutionDraft, kept: readonly ResolutionView[]): NamedResolution {
  const number = draft.number.trim();
  if (kept.some((one) => one.number === number)) return { number };
  const title = draft.title.trim();
  return { number, decidedOn: draft.decidedOn, ...(title === '' ? {} : { title }) };
}

/** Number of a resolution: one that is kept already, or a new one with its day and title. */
export function ResolutionFields({
  draft,
  kept,
  onChange,
}: {
  readonly draft: ResolutionDraft;
  readonly kept: readonly ResolutionView[];
  readonly onChange: (draft: ResolutionDraft) => void;
}) {
  const { t } = useTranslation('plans');
  const known = kept.find(({ number }) => number === draft.number.trim());
  return (
    <>
      <Autocomplete
        label={t('resolutionField.number')}
        description={known === undefined ? t('resolutionField.hint') : t('resolutionField.known')}
        placeholder="2026-17"
        required
        maxLength={60}
        data={kept.map(({ number }) => number)}
        value={draft.number}
        onChange={(number) => onChange({ ...draft, number })}
      />
      {known === undefined ? (
        <Group grow align="flex-start">
          <TextInput
            type="date"
            label={t('resolutionField.day')}
            required
            value={draft.decidedOn}
            onChange={(event) => onChange({ ...draft, decidedOn: event.currentTarget.value })}
          />
          <TextInput
            label={t('resolutionField.title')}
            maxLength={200}
            value={draft.title}
            onChange={(event) => onChange({ ...draft, title: event.currentTarget.value })}
          />
        </Group>
      ) : (
        <TextInput
          label={t('resolutionField.day')}
          readOnly
          value={[known.decidedOn, known.title ?? ''].join(' ').trim()}
        />
      )}
    </>
  );
}

import { Center, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A page on its way. */
export function Waiting() {
  const { t } = useTranslation('common');
  return (
    <Center h="60vh" role="status" aria-label={t('state.loading')}>
      <Loader />
    </Center>
  );
}

import { Button, type ButtonProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The foot of a list that is read page by page: fetches the next one; nothing where all is there. */
export function More({
  of,
  variant = 'light',
  mt,
  children,
}: Pick<ButtonProps, 'variant' | 'mt'> & {
  /** What `usePages` gave. */
  readonly of: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  /** What the button says, where more is not just more. */
  readonly children?: string;
}) {
  const { t } = useTranslation('common');
  if (!of.hasNextPage) return null;
  return (
    <Button variant={variant} mt={mt} loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      {children ?? t('action.more')}
    </Button>
  );
}

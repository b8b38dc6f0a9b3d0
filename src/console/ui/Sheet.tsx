import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWho } from '../app/who';
import { useFormat } from './format';
import classes from './sheet.module.css';

/** A list for paper: numbered rows, and below them who printed it and when. */
export function Sheet({
  label,
  head,
  rows,
  note,
  tall = false,
}: {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
  /** Stands behind who printed it. */
  readonly note?: string | undefined;
  /** Rows that are written in by hand. */
  readonly tall?: boolean;
}) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const { me } = useWho();
  const now = new Date().toISOString();
  const printed = t('print.by', {
    who: me.displayName ?? me.login ?? t('print.operator'),
    when: `${format.longDay(now)} ${format.time(now)}`,
  });
  return (
    <div>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
        <table className={tall ? `${classes.sheet} ${classes.tall}` : classes.sheet}>
          <thead>
            <tr>
              <th scope="col" className={classes.number}>
                #
              </th>
              {head.map((text) => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }, place) => (
              <tr key={key}>
                <td>{place + 1}</td>
                {cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text size="xs" mt="sm">
        {[printed, ...(note === undefined ? [] : [note])].join(' · ')}
      </Text>
    </div>
  );
}

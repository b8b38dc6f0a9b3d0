import { type EquipmentRead } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useAll } from '../../api';
import { Empty, Loaded, SmallTable, useFormat } from '../../ui';

/** Things that the unit lends. */
export function Equipment({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation('partner');
  const format = useFormat();
  const found = useAll<EquipmentRead>('/equipment', { ownerUnitId: unitId });
  return (
    <Loaded of={found}>
      {(items) =>
        items.length === 0 ? (
          <Empty title={t('equipment.none')}>{t('equipment.noneHint')}</Empty>
        ) : (
          <SmallTable
            label={t('tab.equipment')}
            head={[t('equipment.name'), t('equipment.quantity'), t('equipment.turnaround')]}
            rows={items.map(({ name, quantity, turnaroundMinutes }) => [
              name,
              format.number(quantity),
              format.duration(turnaroundMinutes),
            ])}
          />
        )
      }
    </Loaded>
  );
}

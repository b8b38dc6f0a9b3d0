import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { NoPermission, NotFound, Page } from '~/ui';
import { EditForm } from './EditForm';
import { isKind, KINDS, type KindSpec } from './kinds';
import { useMay } from './may';

function New({ spec }: { readonly spec: KindSpec }) {
  const { t } = useTranslation('pools');
  const navigate = useNavigate();
  const list = `/pools/${spec.key}`;
  if (!useMay(spec).make) return <NoPermission />;
  return (
    <Page title={t(`new.${spec.key}`)} lead={t('newLead')}>
      <EditForm
        spec={spec}
        thing={null}
        onDone={({ id }) => void navigate(`${list}/${encodeURIComponent(id)}`, { replace: true })}
        onCancel={() => void navigate(list)}
      />
    </Page>
  );
}

/** `/pools/:kind/new` */
export default function NewPage() {
  const { kind } = useParams();
  return isKind(kind) ? <New key={kind} spec={KINDS[kind]} /> : <NotFound />;
}

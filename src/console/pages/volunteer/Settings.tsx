import { Empty } from '../../ui';

export default function Settings() {
  return <Empty />;
}

import { Empty } from '../../ui';

export default function CheckInScreen() {
  return <Empty />;
}

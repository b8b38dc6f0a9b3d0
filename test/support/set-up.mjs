import prepareDatabase from './database-setup.mjs';
import { prepareBundles } from './bundles/set-up.mjs';

/** Once before all specs. */
export default function setUp() {
  prepareBundles();
  prepareDatabase();
}

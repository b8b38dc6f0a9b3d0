import { type Fault } from '@heli/contracts';

/** Collects faults with JSON pointers (RFC 6901). */
export class FaultList {
  readonly faults: Fault[] = [];

  add(path: readonly (string | number)[], code: string, message: string, value?: unknown): void {
    const pointer = path
      .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join('');
    this.faults.push({ pointer, code, message, ...(value === undefined ? {} : { value }) });
  }
}

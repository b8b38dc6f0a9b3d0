/**
 * Loaded before everything else in a process of the service (`node --import`): its clock goes by the file named in
 * HELI_CHAOS_CLOCK, which holds how many milliseconds it is off. Timers go on as they do when a real clock is set.
 */
import { readFileSync } from 'node:fs';

const LOOK_MS = 50;
const file = process.env.HELI_CHAOS_CLOCK;

if (file !== undefined) {
  const Real = Date;
  let offMs = 0;
  const look = (): void => {
    const read = Number(readFileSync(file, 'utf8'));
    if (Number.isFinite(read)) offMs = read;
  };
  look();
  setInterval(look, LOOK_MS).unref();
  globalThis.Date = new Proxy(Real, {
    construct: (target, given: unknown[], as) =>
      Reflect.construct(target, given.length === 0 ? [Real.now() + offMs] : given, as) as object,
    apply: () => new Real(Real.now() + offMs).toString(),
    get: (target, name, as) =>
      name === 'now' ? () => Real.now() + offMs : (Reflect.get(target, name, as) as unknown),
  });
}

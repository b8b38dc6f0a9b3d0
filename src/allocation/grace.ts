/** Waits for the work, but no longer than the time of grace, milliseconds. */
export async function withinGrace(work: Promise<unknown>, graceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([work, grace]);
  clearTimeout(timer);
}

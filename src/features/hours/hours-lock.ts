/** Hours and certificates of one person change one after the other. */
export const hoursLock = (volunteerId: string): string => `hours:${volunteerId}`;

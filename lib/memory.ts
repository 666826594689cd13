/** Megabytes of a function. A processor comes with them: at 512 MB a cold start with the SDK stays well below a second. */
export const defaultMemory = 512;

/** Megabytes with which a function has one whole processor: what it works through takes a third of the time. */
export const wholeProcessorMemory = 1769;

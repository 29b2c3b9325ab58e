/** Something comes down a live line at least this often, in milliseconds: the clock, or a ping when there is none. */
export const LINE_SPEAKS_EVERY_MS = 5_000;
/** A line that says nothing for so long is dead: the client opens a new one and resumes. */
export const LINE_IS_DEAD_AFTER_MS = 15_000;

/**
 * How many bank accounts a brokerage account may have linked or waiting, and how many may be tried in 24 hours of wall
 * time: a same-name check is not a way to try out numbers. House policy.
 */
export const LINK_LIMITS = { active: 5, triesADay: 10, tryWindowMs: 24 * 3_600_000 } as const;

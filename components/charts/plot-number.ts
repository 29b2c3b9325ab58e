/** A wire decimal as the drawing libraries want it. Pictures only: what is reckoned never passes through here. */
export const plotNumber = (decimal: string): number => Number(decimal);

import { VENUE_FACTS } from "@/domain/routing/venues";

/** "Nasdaq" for "XNAS"; the code itself for a venue that we do not know. */
export const venueName = (mic: string): string =>
  Object.entries(VENUE_FACTS).find(([code]) => code === mic)?.[1].name ?? mic;

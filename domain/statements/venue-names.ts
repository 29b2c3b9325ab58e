import { type Mic, VENUES } from "@/domain/market/types";
import { VENUE_FACTS } from "@/domain/routing/venues";

const isKnown = (mic: string): mic is Mic => (VENUES as readonly string[]).includes(mic);

/** A market as papers name it, "NYSE Arca (ARCX)", or the code itself for one that we do not know. */
export const venueName = (mic: string): string => (isKnown(mic) ? `${VENUE_FACTS[mic].name} (${mic})` : mic);

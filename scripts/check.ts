import { checkEverything } from "@/scripts/checks/run";

/** `npm run check`: everything that needs no browser. */
await checkEverything({ browser: false });

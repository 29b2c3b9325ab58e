import { checkEverything } from "@/scripts/checks/run";

/** `npm test` */
await checkEverything({ browser: true });

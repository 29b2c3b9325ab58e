import { type Logger, pino } from "pino";

export type { Logger };

/** Field names whose values never reach a log, wherever they stand. */
const SECRET_FIELDS = [
  "password",
  "taxId",
  "accountNumber",
  "routingNumber",
  "token",
  "secret",
  "authorization",
  "cookie",
];

/** What every log leaves out, wherever it is written to. */
export const LOG_OPTIONS = {
  base: null,
  redact: {
    paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
    censor: "[removed]",
  },
};

/** JSON lines on stderr. Secrets are removed by name; nobody logs whole inputs. */
export function openLog(level: string): Logger {
  return pino({ ...LOG_OPTIONS, level }, pino.destination({ fd: 2, sync: false }));
}

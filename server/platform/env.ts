import { z } from "zod";

/** "production" hides the dev mailbox, refuses the drill door and lets exchange time be real time. */
const MODES = ["demo", "test", "production"] as const;

const base64Key = (name: string) =>
  z
    .string({ error: `${name} is missing: it must be 32 random bytes in base64.` })
    .refine(
      (text) => Buffer.from(text, "base64").length === 32,
      `${name} must be 32 random bytes in base64.`,
    );

const onOff = (fallback: "on" | "off") =>
  z.enum(["on", "off"], { error: 'must be "on" or "off"' }).default(fallback);

const schema = z.object({
  DATABASE_URL: z
    .string({ error: "DATABASE_URL is missing: it must be a postgresql:// address." })
    .regex(/^postgres(ql)?:\/\//, "DATABASE_URL must be a postgresql:// address."),
  PORT: z.coerce
    .number({ error: "PORT must be a number." })
    .int("PORT must be a whole number.")
    .min(1, "PORT must be between 1 and 65535.")
    .max(65_535, "PORT must be between 1 and 65535.")
    .default(3000),
  HOST: z.string().default("127.0.0.1"),
  APP_MODE: z.enum(MODES, { error: `APP_MODE must be one of ${MODES.join(", ")}.` }).default("demo"),
  NEXTAUTH_URL: z
    .url("NEXTAUTH_URL must be the portal's own address, such as https://portal.example.com.")
    .optional(),
  NEXTAUTH_SECRET: z
    .string({ error: "NEXTAUTH_SECRET is missing: it must be a random text of 32 characters or more." })
    .min(32, "NEXTAUTH_SECRET must have 32 characters or more."),
  FIELD_ENCRYPTION_KEY: base64Key("FIELD_ENCRYPTION_KEY"),
  CLEARING_HMAC_KEY: base64Key("CLEARING_HMAC_KEY"),
  EXCHANGE_CLOCK: z
    .enum(["virtual", "real"], { error: 'EXCHANGE_CLOCK must be "virtual" or "real".' })
    .optional(),
  EXCHANGE_CLOCK_START: z.iso
    .datetime({
      offset: true,
      error: "EXCHANGE_CLOCK_START must be an instant such as 2013-10-07T13:30:00Z.",
    })
    .optional(),
  /** "extended" lives from 4:00 to 20:00 and ends the day then; "regular" keeps to the core session. */
  EXCHANGE_HOURS: z
    .enum(["regular", "extended"], { error: 'EXCHANGE_HOURS must be "regular" or "extended".' })
    .default("regular"),
  MARKET_DATA: z
    .string()
    .regex(
      /^(synthetic|replay(\+synthetic)?:.+)$/,
      'MARKET_DATA must be "synthetic", "replay:FOLDER" or "replay+synthetic:FOLDER".',
    )
    .default("synthetic"),
  MARKET_SEED: z.string().max(60).default("rushtrade"),
  DEMO_WORLD: onOff("on"),
  /** "on" behind a proxy of one's own, whose X-Forwarded-For may be believed. */
  TRUST_PROXY: onOff("off").transform((value) => value === "on"),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

export type Env = z.infer<typeof schema> & { EXCHANGE_CLOCK: "virtual" | "real" };

/** One sentence for the person who started the program: which value is wrong, and what it should be. */
export class EnvError extends Error {}

/**
 * Reads the environment once, at the start. Throws EnvError with one sentence per wrong value; never prints a value,
 * because most of them are secrets.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0] ?? "");
      return issue.message.includes(name) ? issue.message : `${name} ${issue.message}.`;
    });
    throw new EnvError(sentences.join("\n"));
  }
  const clock = parsed.data.EXCHANGE_CLOCK ?? (parsed.data.APP_MODE === "production" ? "real" : "virtual");
  return { ...parsed.data, EXCHANGE_CLOCK: clock };
}

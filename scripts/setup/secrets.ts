import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { codeOf, SetupFailure } from "@/scripts/setup/failure";
import { withFileLock } from "@/scripts/setup/lock";
import { DATA } from "@/scripts/setup/places";
import { z } from "zod";

const SECRETS_FILE = path.join(DATA, "secrets.json");
const SECRETS_LOCK = path.join(DATA, "secrets.lock");

/** The secrets of the app. Each may be given in the environment instead; then none is made or kept here. */
const APP_SECRETS = ["NEXTAUTH_SECRET", "FIELD_ENCRYPTION_KEY", "CLEARING_HMAC_KEY"] as const;
type AppSecret = (typeof APP_SECRETS)[number];

const secretsSchema = z.object({
  DATABASE_PASSWORD: z.string().min(16).optional(),
  NEXTAUTH_SECRET: z.string().min(16).optional(),
  FIELD_ENCRYPTION_KEY: z.string().min(16).optional(),
  CLEARING_HMAC_KEY: z.string().min(16).optional(),
});
type Secrets = z.infer<typeof secretsSchema>;

function readSecrets(): Secrets {
  let text: string;
  try {
    text = fs.readFileSync(SECRETS_FILE, "utf8");
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return {};
    throw thrown;
  }
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    throw new SetupFailure(
      `“${SECRETS_FILE}” is damaged; restore it, or delete .data to start with an empty world.`,
    );
  }
}

/** Written beside and then renamed, so that a crash leaves either the old file or the new one. */
function writeSecrets(secrets: Secrets): void {
  fs.mkdirSync(DATA, { recursive: true });
  const draft = `${SECRETS_FILE}.${process.pid}`;
  fs.writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(draft, SECRETS_FILE);
}

/** 32 random bytes in base64. */
function newSecret(): string {
  return randomBytes(32).toString("base64");
}

/**
 * The app's secrets for the environment of a child process: from this process's environment, else from
 * .data/secrets.json (readable by this user only), else made now and kept there.
 */
export async function ensureAppSecrets(): Promise<Record<AppSecret, string>> {
  const complete = await withFileLock(SECRETS_LOCK, async () => {
    const kept = readSecrets();
    const missing = APP_SECRETS.filter((name) => !process.env[name] && !kept[name]);
    if (missing.length === 0) return kept;
    const all: Secrets = { ...kept, ...Object.fromEntries(missing.map((name) => [name, newSecret()])) };
    writeSecrets(all);
    return all;
  });
  const valueOf = (name: AppSecret) => process.env[name] || complete[name] || "";
  return {
    NEXTAUTH_SECRET: valueOf("NEXTAUTH_SECRET"),
    FIELD_ENCRYPTION_KEY: valueOf("FIELD_ENCRYPTION_KEY"),
    CLEARING_HMAC_KEY: valueOf("CLEARING_HMAC_KEY"),
  };
}

/** The password of the embedded database's cluster, if one was made. */
export function knownDatabasePassword(): string | undefined {
  return readSecrets().DATABASE_PASSWORD;
}

/** Makes and keeps a password for a new cluster. URL-safe, so that it reads the same in a connection URL. */
export async function makeDatabasePassword(): Promise<string> {
  return withFileLock(SECRETS_LOCK, async () => {
    const password = randomBytes(24).toString("base64url");
    writeSecrets({ ...readSecrets(), DATABASE_PASSWORD: password });
    return password;
  });
}

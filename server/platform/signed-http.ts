import { z } from "zod";
import { bankAccountNumberInput, routingNumberInput } from "@/domain/banking/bank-account";
import { bankEvent, firmEvent } from "@/domain/clearing/messages";
import type { Message, Numbered, Ports, StreetPort } from "@/domain/clearing/ports";
import { AppError } from "@/domain/errors";
import { BANK_ACCOUNT_KINDS } from "@/domain/funding/inputs";
import { venueEvent } from "@/domain/routing/messages";
import type { Clock } from "@/server/platform/clock";
import { newSecret } from "@/server/platform/ids";
import { SIGNATURE_HEADERS, signatureOf } from "@/server/platform/signature";

/** Where the door is, and the shared secret (32 bytes in base64). */
export type DoorAddress = { baseUrl: string; key: string; clock: Pick<Clock, "now"> };

const TIME_OUT_MS = 5_000;
/** A round of the cycle may end a day; it is given longer than a message. */
const CYCLE_TIME_OUT_MS = 30_000;
/** Bigger than any answer that we expect; a file of 200,000 rows is some 30 MB. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

const unavailable = (why: string) =>
  new AppError("CLEARING_FIRM_UNAVAILABLE", `The clearing firm does not answer at the moment (${why}).`);

/** One signed request. Throws CLEARING_FIRM_UNAVAILABLE, or NOT_FOUND for a 404; never retries. */
async function call(
  door: DoorAddress,
  method: "GET" | "POST",
  path: string,
  body: string,
  timeOut: number,
): Promise<string> {
  const target = `/api/clearing/${path}`;
  const timestamp = String(door.clock.now());
  const nonce = newSecret();
  const signature = signatureOf(door.key, { method, target, timestamp, nonce, body });
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL(target, door.baseUrl), {
      method,
      headers: {
        "content-type": "application/json",
        [SIGNATURE_HEADERS.timestamp]: timestamp,
        [SIGNATURE_HEADERS.nonce]: nonce,
        [SIGNATURE_HEADERS.signature]: signature,
      },
      ...(method === "POST" ? { body } : {}),
      redirect: "error",
      signal: AbortSignal.timeout(timeOut),
    });
    text = await response.text();
  } catch {
    throw unavailable("no connection, or no answer in time");
  }
  if (response.status === 404)
    throw new AppError("NOT_FOUND", "The clearing firm has nothing under that name.");
  if (!response.ok) throw unavailable(`status ${response.status}`);
  if (text.length > LARGEST_ANSWER) throw unavailable("its answer is too long");
  return text;
}

/** Reads an answer; anything that is not of the agreed form is as good as no answer. */
function read<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unavailable("its answer is not JSON");
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw unavailable("its answer is not of the agreed form");
  return parsed.data;
}

const numbered = z.strictObject({
  events: z.array(z.strictObject({ seq: z.int().min(1), event: z.unknown() })),
});

function port<Command, Event>(
  door: DoorAddress,
  party: string,
  event: z.ZodType<Event>,
): StreetPort<Command, Event> {
  return {
    async send(messages: readonly Message<Command>[]) {
      if (messages.length === 0) return;
      await call(door, "POST", `${party}/commands`, JSON.stringify({ messages }), TIME_OUT_MS);
    },
    async events(after, limit) {
      const text = await call(door, "GET", `${party}/events?after=${after}&limit=${limit}`, "", TIME_OUT_MS);
      return read(text, numbered).events.map((told): Numbered<Event> => {
        const parsed = event.safeParse(told.event);
        if (!parsed.success) throw unavailable(`event ${told.seq} of ${party} is not of the agreed form`);
        return { seq: told.seq, event: parsed.data };
      });
    },
  };
}

const consentedAccount = z.strictObject({
  bankName: z.string().max(60),
  holderName: z.string().max(200),
  routingNumber: routingNumberInput,
  accountNumber: bankAccountNumberInput,
  kind: z.enum(BANK_ACCOUNT_KINDS),
});

/** The outside parties over signed HTTP. Every call throws CLEARING_FIRM_UNAVAILABLE when there is no proper answer. */
export function httpPorts(door: DoorAddress): Ports {
  return {
    venues: port(door, "venues", venueEvent),
    bank: {
      ...port(door, "bank", bankEvent),
      openConsent: async (consentId, holderName) =>
        read(
          await call(door, "POST", "bank/consents", JSON.stringify({ consentId, holderName }), TIME_OUT_MS),
          z.strictObject({ path: z.string().startsWith("/") }),
        ),
      redeemConsent: async (consentId, code) =>
        read(
          await call(door, "POST", "bank/redeem", JSON.stringify({ consentId, code }), TIME_OUT_MS),
          consentedAccount,
        ),
    },
    clearing: {
      ...port(door, "clearing", firmEvent),
      file: (businessDate, name) =>
        call(door, "GET", `clearing/files/${businessDate}/${name}`, "", TIME_OUT_MS),
    },
  };
}

/** Starts a round of the street's cycle; true if it did anything. */
export async function httpCycle(door: DoorAddress): Promise<boolean> {
  const text = await call(door, "POST", "cycle", "{}", CYCLE_TIME_OUT_MS);
  return read(text, z.strictObject({ did: z.boolean() })).did;
}

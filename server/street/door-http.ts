import { z } from "zod";
import { bustFillInput, correctFillInput } from "@/domain/clearing/desk-inputs";
import { arrivingWireInput, returnEntryInput } from "@/domain/funding/desk-inputs";
import { setFaultInput } from "@/domain/clearing/faults";
import { eodFileName } from "@/domain/clearing/messages";
import type { Party } from "@/domain/clearing/parties";
import type { StreetControls } from "@/domain/clearing/ports";
import { AppError, isAppError } from "@/domain/errors";
import { announceActionInput } from "@/domain/corporate-actions/announce-input";
import { scriptRowSchema } from "@/domain/market/script-row";
import { localDate, toIso } from "@/domain/time/instant";
import { sameText } from "@/server/platform/crypto";
import { SIGNATURE_HEADERS, signatureOf } from "@/server/platform/signature";
import { EVENTS_AT_ONCE, MESSAGES_AT_ONCE, type RecordingDoors } from "@/server/street/doors";
import { agreeBody, type BankConsent, microBody, signInBody } from "@/server/street/bank/consent";
import type { Street } from "@/server/street/street";

const LARGEST_BODY = 1024 * 1024;
/** How far a request's time may be from ours, either way. */
const WINDOW_MS = 60_000;
/** Nonces are kept as long as their requests could still pass the window, and a little longer. */
const NONCE_KEPT_MS = 3 * WINDOW_MS;
const PREFIX = "/api/clearing/";

const PARTIES: Record<string, Party> = { venues: "VENUES", clearing: "CLEARING", bank: "BANK" };

/** A refusal: a status and one sentence. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const sendBody = z.strictObject({
  messages: z.array(z.strictObject({ messageId: z.uuid(), command: z.unknown() })).max(MESSAGES_AT_ONCE),
});
const openConsentBody = z.strictObject({ consentId: z.uuid(), holderName: z.string().max(200) });
const redeemBody = z.strictObject({ consentId: z.uuid(), code: z.string().max(100) });
const drillBody = z.strictObject({ rows: z.array(z.unknown()).max(MESSAGES_AT_ONCE) });
const eventsQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(EVENTS_AT_ONCE).default(MESSAGES_AT_ONCE),
});

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new Refusal(400, `The request is not of the agreed form: ${parsed.error.issues[0]?.message}.`);
  return parsed.data;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "The body is not JSON.");
  }
}

const answerJson = (value: unknown, status = 200): Response =>
  Response.json(value, { status, headers: { "cache-control": "no-store" } });

/** Reads a body of at most a megabyte, whatever its sender says of its length. */
async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > LARGEST_BODY)
    throw new Refusal(413, "The body is larger than 1 MB.");
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY) throw new Refusal(413, "The body is larger than 1 MB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The door of the simulated street: signed requests in, JSON out; a refusal is a status and one sentence. */
export function httpDoor(
  street: Street,
  doors: RecordingDoors,
  controls: Pick<
    StreetControls,
    "cycle" | "announceAction" | "bustFill" | "correctFill" | "setFault" | "receiveWire" | "returnEntry"
  >,
  consent: BankConsent,
) {
  /** A nonce counts once: the row that is inserted is the permission. Old ones go in the same breath. */
  async function spendNonce(nonce: string): Promise<void> {
    const now = street.clock.now();
    const inserted = await street.db.$executeRaw`
      with old as (delete from street.door_nonce where seen_at < ${toIso(now)}::timestamptz - ${NONCE_KEPT_MS} * interval '1 ms')
      insert into street.door_nonce (nonce, seen_at) values (${nonce}, ${toIso(now)}::timestamptz)
      on conflict (nonce) do nothing`;
    if (inserted === 0) throw new Refusal(401, "This request has been here before.");
  }

  async function admit(request: Request, target: string, body: string): Promise<void> {
    const header = (name: keyof typeof SIGNATURE_HEADERS) =>
      request.headers.get(SIGNATURE_HEADERS[name]) ?? "";
    const timestamp = header("timestamp");
    const nonce = header("nonce");
    const expected = signatureOf(street.env.CLEARING_HMAC_KEY, {
      method: request.method,
      target,
      timestamp,
      nonce,
      body,
    });
    if (!sameText(header("signature"), expected)) throw new Refusal(401, "The signature is not right.");
    if (!/^\d{1,16}$/.test(timestamp) || Math.abs(street.clock.now() - Number(timestamp)) > WINDOW_MS) {
      throw new Refusal(401, "The request is too old, or ahead of its time.");
    }
    if (!/^[\w-]{16,100}$/.test(nonce)) throw new Refusal(401, "The nonce is not right.");
    await spendNonce(nonce);
  }

  async function drill(kind: string | undefined, body: string): Promise<Response> {
    if (!street.script) throw new Refusal(403, "There are no drills in production.");
    if (kind === "bust") {
      const { execId, reason } = parse(bustFillInput, json(body));
      await controls.bustFill(execId, reason);
      return answerJson({ busted: execId });
    }
    if (kind === "correct") {
      const { execId, reason, ...should } = parse(correctFillInput, json(body));
      await controls.correctFill(execId, should, reason);
      return answerJson({ corrected: execId });
    }
    if (kind === "action") {
      const actionId = await controls.announceAction(parse(announceActionInput, json(body)));
      return answerJson({ announced: actionId });
    }
    if (kind === "fault") {
      const { dial, setting } = parse(setFaultInput, json(body));
      await controls.setFault(dial, setting);
      return answerJson({ dial, setting });
    }
    if (kind === "wire")
      return answerJson({ wireId: await controls.receiveWire(parse(arrivingWireInput, json(body))) });
    if (kind === "return") {
      const { transferId, code } = parse(returnEntryInput, json(body));
      await controls.returnEntry(transferId, code);
      return answerJson({ returned: transferId });
    }
    if (kind !== undefined) throw new Refusal(404, "There is no such door.");
    const { rows } = parse(drillBody, json(body));
    for (const row of rows) parse(scriptRowSchema, row);
    await street.script.lay(rows as Parameters<typeof street.script.lay>[0]);
    return answerJson({ laid: rows.length });
  }

  /** What a customer's browser asks the bank's consent page: unsigned, for it is nobody's server; not in production. */
  async function consentPage(step: string | undefined, body: string): Promise<Response> {
    if (!street.script) throw new Refusal(403, "There is no simulated bank in production.");
    if (step === "sign-in")
      return answerJson({ accounts: await consent.signIn(parse(signInBody, json(body))) });
    if (step === "agree") return answerJson(await consent.agree(parse(agreeBody, json(body))));
    if (step === "micro-deposits")
      return answerJson(await consent.microDeposits(parse(microBody, json(body)).bankReference));
    throw new Refusal(404, "There is no such door.");
  }

  async function post(path: readonly string[], body: string): Promise<Response> {
    const [first, second, ...more] = path;
    if (first === "cycle" && second === undefined) return answerJson({ did: await controls.cycle() });
    if (first === "drill" && more.length === 0) return drill(second, body);
    if (first === "bank" && second === "consents" && more.length === 0) {
      const { consentId, holderName } = parse(openConsentBody, json(body));
      return answerJson(await consent.open(consentId, holderName));
    }
    if (first === "bank" && second === "redeem" && more.length === 0) {
      const { consentId, code } = parse(redeemBody, json(body));
      return answerJson(await consent.redeem(consentId, code));
    }
    const party = PARTIES[first ?? ""];
    if (!party || second !== "commands" || more.length > 0) throw new Refusal(404, "There is no such door.");
    const { messages } = parse(sendBody, json(body));
    // The doors parse each command by the party's schema before they record anything.
    await doors.receive(party, messages);
    return answerJson({ received: messages.length });
  }

  async function get(path: readonly string[], query: URLSearchParams): Promise<Response> {
    const [first, second, third, fourth, ...more] = path;
    const party = PARTIES[first ?? ""];
    if (party && second === "events" && third === undefined) {
      const { after, limit } = parse(eventsQuery, Object.fromEntries(query));
      return answerJson({ events: await doors.events(party, after, limit) });
    }
    if (party === "CLEARING" && second === "files" && third && fourth && more.length === 0) {
      const content = await doors.file(localDate(third), parse(eodFileName, fourth));
      return new Response(content, {
        headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
      });
    }
    throw new Refusal(404, "There is no such door.");
  }

  const STATUS: Partial<Record<AppError["code"], number>> = {
    VALIDATION: 400,
    NOT_FOUND: 404,
    FORBIDDEN: 403,
    CLEARING_FIRM_UNAVAILABLE: 503,
  };

  return async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    try {
      const body = await readBody(request);
      const [door, step, ...rest] = url.pathname.slice(PREFIX.length).split("/");
      if (door === "consent" && request.method === "POST" && rest.length === 0)
        return await consentPage(step, body);
      await admit(request, url.pathname + url.search, body);
      const path = url.pathname.startsWith(PREFIX) ? url.pathname.slice(PREFIX.length).split("/") : [];
      if (request.method === "POST") return await post(path, body);
      if (request.method === "GET") return await get(path, url.searchParams);
      throw new Refusal(405, "Only GET and POST are answered here.");
    } catch (error) {
      if (error instanceof Refusal) return answerJson({ error: error.message }, error.status);
      if (isAppError(error)) return answerJson({ error: error.message }, STATUS[error.code] ?? 409);
      street.log.error({ err: error }, "the street's door failed");
      return answerJson({ error: "The door failed; the request was not taken." }, 500);
    }
  };
}

import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import { isFreshProof } from "@/domain/auth/second-factor";
import { AppError, type ErrorCode, type FieldError, isAppError, WORDING } from "@/domain/errors";
import { ROLES, type Role } from "@/server/platform/actor";
import { LINE_IS_DEAD_AFTER_MS, LINE_SPEAKS_EVERY_MS } from "@/server/platform/stream-timing";
import type { Context } from "@/server/trpc/context";
import { TRPC_CODE } from "@/server/trpc/error-map";

/** What a client learns of an error: our code, the wrong fields, and never a stack or a query. */
export type ErrorShape = { code: ErrorCode | "INTERNAL"; fields: readonly FieldError[] };

const INTERNAL = "Something went wrong on our side. Nothing was half-done; please try again.";

/** What the ladder below and tRPC itself throw, in our codes. */
const LADDER_CODES: Partial<Record<TRPCError["code"], ErrorCode>> = {
  UNAUTHORIZED: "UNAUTHENTICATED",
  FORBIDDEN: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  TOO_MANY_REQUESTS: "RATE_LIMITED",
};

/** A field's name is at most this long in an answer: an unknown one is the sender's own text. */
const NAME_MAX = 100;

/** The fields that one complaint is about: what is wrong with them, or that nobody knows them. */
function fieldsOf(issue: ZodError["issues"][number]): FieldError[] {
  const at = (path: readonly PropertyKey[]) => path.map(String).join(".").slice(0, NAME_MAX);
  if (issue.code !== "unrecognized_keys") return [{ path: at(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({ path: at([...issue.path, key]), message: "This field is not known." }));
}

function describe(error: TRPCError): ErrorShape & { message: string } {
  const cause = error.cause;
  if (isAppError(cause)) return { code: cause.code, fields: cause.fields, message: cause.message };
  if (cause instanceof ZodError) {
    const fields = cause.issues.flatMap(fieldsOf).slice(0, 20);
    return { code: "VALIDATION", fields, message: fields[0]?.message ?? WORDING.VALIDATION };
  }
  if (error.code === "INTERNAL_SERVER_ERROR") return { code: "INTERNAL", fields: [], message: INTERNAL };
  if (error.code === "BAD_REQUEST" || error.code === "PARSE_ERROR")
    return { code: "VALIDATION", fields: [], message: WORDING.VALIDATION };
  return { code: LADDER_CODES[error.code] ?? "CONFLICT", fields: [], message: error.message };
}

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  // In none of our modes is a stack told, and so it is not written out for each error either.
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: LINE_SPEAKS_EVERY_MS },
    client: { reconnectAfterInactivityMs: LINE_IS_DEAD_AFTER_MS },
  },
  errorFormatter({ shape, error }) {
    const { message, code, fields } = describe(error);
    const { stack: _stack, ...data } = shape.data;
    return { ...shape, message, data: { ...data, app: { code, fields } satisfies ErrorShape } };
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Turns what use cases throw into what tRPC sends; anything unexpected is logged here, once, with its path. */
const mapErrors = t.middleware(async ({ ctx, next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = result.error.cause;
  if (isAppError(cause)) throw new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause });
  if (result.error.code === "INTERNAL_SERVER_ERROR")
    ctx.deps.log.error({ err: cause ?? result.error, path }, "procedure failed");
  return result;
});

/** For everybody, signed in or not. */
export const publicProcedure = t.procedure.use(mapErrors);

const nobody = () => new TRPCError({ code: "UNAUTHORIZED", message: WORDING.UNAUTHENTICATED });

/** Staff who have only a password are told what they lack; whoever has not shown the code yet is nobody. */
const notSignedIn = ({ pending }: Context) =>
  pending && !pending.secondFactor?.isEnrolled ? new AppError("SECOND_FACTOR_MISSING") : nobody();

/** For anyone signed in. */
export const signedInProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.actor) throw notSignedIn(ctx);
  return next({ ctx: { ...ctx, actor: ctx.actor } });
});

function roleProcedure(allowed: readonly Role[]) {
  return signedInProcedure.use(({ ctx, next }) => {
    if (!allowed.includes(ctx.actor.role))
      throw new TRPCError({ code: "FORBIDDEN", message: WORDING.FORBIDDEN });
    if (!ctx.actor.secondFactor?.isEnrolled) throw new AppError("SECOND_FACTOR_MISSING");
    return next();
  });
}

/** For customers with a confirmed e-mail address; each use case still checks that the account is theirs. */
export const investorProcedure = signedInProcedure.use(({ ctx, next }) => {
  if (!ctx.actor.emailVerified)
    throw new TRPCError({ code: "FORBIDDEN", message: WORDING.EMAIL_NOT_VERIFIED });
  return next();
});
/** For the broker's staff who review. */
export const reviewerProcedure = roleProcedure(ROLES.slice(1));
/** For the broker's staff who run the firm. */
export const adminProcedure = roleProcedure(["ADMIN"]);

function requireFreshProof({ deps, actor }: Context): void {
  const proof = actor?.secondFactor;
  if (!proof?.isEnrolled) throw new AppError("SECOND_FACTOR_MISSING");
  if (!isFreshProof(proof.provenAt, deps.clock.now())) throw new AppError("STEP_UP_REQUIRED");
}

/**
 * For what moves money or says where money may go: a customer who has proven a second factor in this session within
 * the last ten minutes. SECOND_FACTOR_MISSING for who has none, STEP_UP_REQUIRED otherwise: the browser then asks for
 * a code and sends the same again.
 */
export const steppedUpProcedure = investorProcedure.use(({ ctx, next }) => {
  requireFreshProof(ctx);
  return next();
});

/**
 * For changes to one's own sign-in: whoever has a second factor has proven it within the last ten minutes; whoever has
 * none is only signed in.
 */
export const ownSignInProcedure = signedInProcedure.use(({ ctx, next }) => {
  if (ctx.actor.secondFactor?.isEnrolled) requireFreshProof(ctx);
  return next();
});

/**
 * For showing a code: anyone signed in, and whoever has only shown the password of a sign-in that has a second factor. `actor`
 * is that person.
 */
export const provingProcedure = publicProcedure.use(({ ctx, next }) => {
  const actor = ctx.actor ?? ctx.pending;
  if (!actor) throw nobody();
  if (!actor.secondFactor?.isEnrolled) throw new AppError("SECOND_FACTOR_MISSING");
  return next({ ctx: { ...ctx, actor } });
});

/**
 * For setting up a second factor: like `ownSignInProcedure`, and for staff who have none and may do nothing else.
 */
export const enrollingProcedure = publicProcedure.use(({ ctx, next }) => {
  const actor = ctx.actor ?? (ctx.pending?.secondFactor?.isEnrolled ? null : ctx.pending);
  if (!actor) throw nobody();
  if (actor.secondFactor?.isEnrolled) requireFreshProof({ ...ctx, actor });
  return next({ ctx: { ...ctx, actor } });
});

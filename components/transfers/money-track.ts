import type { Transfer } from "@/components/transfers/types";
import type { Tone } from "@/components/ui/status-pill";

/** One place that money passes, with the day on which it is or was there. */
export type Stop = {
  id: string;
  label: string;
  /** "YYYY-MM-DD"; null while nobody has said. */
  day: string | null;
  state: "done" | "current" | "todo" | "problem";
};

type Moving = Pick<
  Transfer,
  | "direction"
  | "status"
  | "requestedOn"
  | "settlesOn"
  | "tradableOn"
  | "withdrawableOn"
  | "returnCode"
  | "timeline"
>;

/** Marks the stops before `reached` as done, the next one as where the money is heading. */
const upTo = (reached: number, stops: readonly Omit<Stop, "state">[]): Stop[] =>
  stops.map((stop, index) => ({
    ...stop,
    state: index < reached ? "done" : index === reached ? "current" : "todo",
  }));

function depositTrack(transfer: Moving, today: string): Stop[] {
  const { status, withdrawableOn } = transfer;
  const mayLeave = withdrawableOn !== null && withdrawableOn <= today;
  const reached =
    { REQUESTED: 1, INSTRUCTED: 1, POSTED: 2, AVAILABLE: mayLeave ? 4 : 3 }[status as string] ?? 1;
  return upTo(reached, [
    { id: "asked", label: "Asked for", day: transfer.requestedOn },
    { id: "booked", label: "At the clearing firm", day: transfer.settlesOn },
    { id: "usable", label: "Usable for trading", day: transfer.tradableOn },
    { id: "free", label: "May be withdrawn", day: withdrawableOn },
  ]);
}

function withdrawalTrack(transfer: Moving): Stop[] {
  const reached = { REQUESTED: 1, INSTRUCTED: 2, COMPLETED: 3 }[transfer.status as string] ?? 1;
  return upTo(reached, [
    { id: "asked", label: "Asked for", day: transfer.requestedOn },
    { id: "sent", label: "Accepted by the clearing firm", day: null },
    { id: "paid", label: "At your bank", day: transfer.settlesOn },
  ]);
}

/** Where the money was before it came to nothing: what had been reached, and the end. */
function brokenTrack(transfer: Moving): Stop[] {
  const wasBooked = transfer.timeline.some((line) => line.status === "POSTED");
  const end =
    transfer.status === "REFUSED"
      ? { id: "refused", label: "Refused by the clearing firm" }
      : { id: "returned", label: `Returned by the bank (${transfer.returnCode ?? "no code"})` };
  return [
    { id: "asked", label: "Asked for", day: transfer.requestedOn, state: "done" },
    ...(wasBooked
      ? [{ id: "booked", label: "At the clearing firm", day: transfer.settlesOn, state: "done" as const }]
      : []),
    { ...end, day: null, state: "problem" },
  ];
}

/** Where the money is and when it is usable, as stops in their order. `today` is the exchange's day. */
export function moneyTrack(transfer: Moving, today: string): Stop[] {
  if (transfer.status === "REFUSED" || transfer.status === "RETURNED") return brokenTrack(transfer);
  return transfer.direction === "DEPOSIT" ? depositTrack(transfer, today) : withdrawalTrack(transfer);
}

const STATUS: Record<Transfer["status"], { text: string; tone: Tone }> = {
  REQUESTED: { text: "Asked for", tone: "accent" },
  INSTRUCTED: { text: "On its way", tone: "accent" },
  POSTED: { text: "Booked, not yet usable", tone: "accent" },
  AVAILABLE: { text: "Usable", tone: "gain" },
  COMPLETED: { text: "Paid", tone: "gain" },
  RETURNED: { text: "Returned", tone: "danger" },
  REFUSED: { text: "Refused", tone: "danger" },
};

/** A transfer's status in a customer's words. */
export const transferStatusWords = (status: Transfer["status"]): { text: string; tone: Tone } =>
  STATUS[status];

/** Whether the answer to a request, which comes within seconds, is still out. */
export const awaitsAnswer = (transfer: Pick<Transfer, "status">): boolean => transfer.status === "REQUESTED";

/** Whether the money has not arrived where it was meant to. */
export const isUnderWay = (transfer: Pick<Transfer, "status">): boolean =>
  transfer.status === "REQUESTED" || transfer.status === "INSTRUCTED" || transfer.status === "POSTED";

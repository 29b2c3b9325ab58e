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
  | "method"
  | "status"
  | "requestedOn"
  | "settlesOn"
  | "tradableOn"
  | "withdrawableOn"
  | "returnCode"
  | "timeline"
>;

type Place = Omit<Stop, "state">;

/** Marks the stops before `reached` as done, the next one as where the money is heading. */
const upTo = (reached: number, stops: readonly Place[]): Stop[] =>
  stops.map((stop, index) => ({
    ...stop,
    state: index < reached ? "done" : index === reached ? "current" : "todo",
  }));

const askedFor = (transfer: Moving): Place => ({
  id: "asked",
  label: "Asked for",
  day: transfer.requestedOn,
});

function depositTrack(transfer: Moving, today: string): Stop[] {
  const { status, withdrawableOn } = transfer;
  const mayLeave = withdrawableOn !== null && withdrawableOn <= today;
  const reached =
    { REQUESTED: 1, INSTRUCTED: 1, POSTED: 2, AVAILABLE: mayLeave ? 4 : 3 }[status as string] ?? 1;
  return upTo(reached, [
    askedFor(transfer),
    { id: "booked", label: "At the clearing firm", day: transfer.settlesOn },
    { id: "usable", label: "Usable for trading", day: transfer.tradableOn },
    { id: "free", label: "May be withdrawn", day: withdrawableOn },
  ]);
}

/** Whether our administrators had to let it go, or still have to. */
const wasLookedAt = ({ status, timeline }: Moving): boolean =>
  status === "APPROVAL" || timeline.some((line) => line.status === "APPROVAL");

function withdrawalTrack(transfer: Moving): Stop[] {
  const isWire = transfer.method === "WIRE";
  const stops: (Place & { until: Transfer["status"][] })[] = [
    { ...askedFor(transfer), until: [] },
    ...(isWire ? [{ id: "call", label: "Confirmed by phone", day: null, until: ["CALLBACK" as const] }] : []),
    ...(isWire || wasLookedAt(transfer)
      ? [
          {
            id: "approved",
            label: "Released by us",
            day: null,
            until: ["CALLBACK" as const, "APPROVAL" as const],
          },
        ]
      : []),
    {
      id: "sent",
      label: "Accepted by the clearing firm",
      day: null,
      until: ["CALLBACK", "APPROVAL", "REQUESTED"],
    },
    {
      id: "paid",
      label: isWire ? "At the beneficiary's bank" : "At your bank",
      day: transfer.settlesOn,
      until: ["CALLBACK", "APPROVAL", "REQUESTED", "INSTRUCTED"],
    },
  ];
  const first = stops.findIndex(({ until }) => until.includes(transfer.status));
  return upTo(
    first < 0 ? stops.length : first,
    stops.map(({ until: _until, ...stop }) => stop),
  );
}

const journalTrack = (transfer: Moving): Stop[] =>
  upTo(transfer.status === "COMPLETED" ? 2 : 1, [
    askedFor(transfer),
    {
      id: "moved",
      label: transfer.direction === "DEPOSIT" ? "In this account" : "In the other account",
      day: transfer.settlesOn,
    },
  ]);

const wireInTrack = (transfer: Moving): Stop[] =>
  upTo(1, [{ id: "usable", label: "Arrived, usable at once", day: transfer.settlesOn }]);

const END: Partial<Record<Transfer["status"], (transfer: Moving) => string>> = {
  REFUSED: () => "Refused by the clearing firm",
  RETURNED: ({ returnCode }) => `Returned by the bank (${returnCode ?? "no code"})`,
  DECLINED: () => "Declined by us",
  CANCELED: () => "Cancelled",
};

/** Where the money was before it came to nothing: what had been reached, and the end. */
function brokenTrack(transfer: Moving, end: string): Stop[] {
  const was = transfer.timeline.find(({ status }) => status === "POSTED" || status === "COMPLETED");
  const place = was?.status === "COMPLETED" ? "At your bank" : "At the clearing firm";
  return [
    { ...askedFor(transfer), state: "done" },
    ...(was ? [{ id: "booked", label: place, day: transfer.settlesOn, state: "done" as const }] : []),
    { id: transfer.status.toLowerCase(), label: end, day: null, state: "problem" },
  ];
}

/** Where the money is and when it is usable, as stops in their order. `today` is the exchange's day. */
export function moneyTrack(transfer: Moving, today: string): Stop[] {
  const end = END[transfer.status];
  if (end) return brokenTrack(transfer, end(transfer));
  if (transfer.method === "JOURNAL") return journalTrack(transfer);
  if (transfer.direction === "WITHDRAWAL") return withdrawalTrack(transfer);
  return transfer.method === "WIRE" ? wireInTrack(transfer) : depositTrack(transfer, today);
}

const STATUS: Record<Transfer["status"], { text: string; tone: Tone }> = {
  CALLBACK: { text: "Waits for our call", tone: "caution" },
  APPROVAL: { text: "Waits for release", tone: "caution" },
  REQUESTED: { text: "Asked for", tone: "accent" },
  INSTRUCTED: { text: "On its way", tone: "accent" },
  POSTED: { text: "Booked, not yet usable", tone: "accent" },
  AVAILABLE: { text: "Usable", tone: "gain" },
  COMPLETED: { text: "Paid", tone: "gain" },
  RETURNED: { text: "Returned", tone: "danger" },
  REFUSED: { text: "Refused", tone: "danger" },
  DECLINED: { text: "Declined", tone: "danger" },
  CANCELED: { text: "Cancelled", tone: "neutral" },
};

/** A transfer's status in a customer's words. */
export const transferStatusWords = (status: Transfer["status"]): { text: string; tone: Tone } =>
  STATUS[status];

/** What a movement is called, as seen from the account that is looked at. */
export function transferName({ method, direction }: Pick<Transfer, "method" | "direction">): string {
  const isComing = direction === "DEPOSIT";
  if (method === "WIRE") return isComing ? "Wire received" : "Wire";
  if (method === "JOURNAL") return isComing ? "From your other account" : "To your other account";
  return isComing ? "Deposit" : "Withdrawal";
}

/** Whether the answer to a request, which comes within seconds, is still out. */
export const awaitsAnswer = (transfer: Pick<Transfer, "status">): boolean => transfer.status === "REQUESTED";

const UNDER_WAY: readonly Transfer["status"][] = [
  "CALLBACK",
  "APPROVAL",
  "REQUESTED",
  "INSTRUCTED",
  "POSTED",
];

/** Whether the money has not arrived where it was meant to. */
export const isUnderWay = (transfer: Pick<Transfer, "status">): boolean =>
  UNDER_WAY.includes(transfer.status);

import type { Actor, Role } from "@/server/platform/actor";

/** Who is signed in, as the browser may know it. */
export type MeView = { userId: string; email: string; displayName: string; role: Role; isStaff: boolean };

export const meView = (actor: Actor): MeView => ({
  userId: actor.userId,
  email: actor.email,
  displayName: actor.displayName,
  role: actor.role,
  isStaff: actor.role !== "INVESTOR",
});

/** Who has shown the password, and what is still asked of them: a code, or to set up a second factor. */
export type PendingView = { email: string; next: "CODE" | "ENROLMENT" };

export const pendingView = ({ email, secondFactor }: Actor): PendingView => ({
  email,
  next: secondFactor?.isEnrolled ? "CODE" : "ENROLMENT",
});

/** A live session of one's own. Instants are ISO texts. */
export type SessionView = {
  id: string;
  startedAt: string;
  /** Kept to five minutes. */
  lastSeenAt: string;
  ip: string;
  /** "Chrome on Windows", as far as the browser tells. */
  device: string;
  isCurrent: boolean;
};

const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** A browser's name for itself, in words. */
export function deviceName(userAgent: string): string {
  const browser = BROWSERS.find(([mark]) => userAgent.includes(mark))?.[1] ?? "Unknown browser";
  const system = SYSTEMS.find(([mark]) => userAgent.includes(mark))?.[1];
  return system ? `${browser} on ${system}` : browser;
}

/** A message in the dev mailbox; `href` is its link as a path of this portal. */
export type MailView = { id: string; subject: string; body: string; href: string | null; sentAt: string };

/** The code that a person's authenticator app would show now, where the mailbox stands for it: development and demo. */
export type DemoCodeView = { code: string; msLeft: number };

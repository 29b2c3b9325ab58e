"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { StatusPill } from "@/components/ui/status-pill";
import { showToast } from "@/components/ui/toast-store";
import { formatDateTime } from "@/domain/time/format";

type Session = Outputs["auth"]["sessions"][number];

/** Where one is signed in, and the way to end it there. */
export function SessionList({ sessions: initial }: { sessions: Session[] }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.auth.sessions.queryOptions(undefined, { initialData: initial }));
  const reload = () => queryClient.invalidateQueries(trpc.auth.sessions.pathFilter());
  const onError = (error: { message: string }) =>
    showToast({ tone: "danger", title: "The session was not ended", description: error.message });
  const onEnd = (ended: number) => {
    void reload();
    showToast({ tone: "gain", title: ended === 1 ? "The session is ended" : `${ended} sessions are ended` });
  };
  const end = useMutation(trpc.auth.endSession.mutationOptions({ onSuccess: () => onEnd(1), onError }));
  const endOthers = useMutation(
    trpc.auth.endOtherSessions.mutationOptions({ onSuccess: ({ ended }) => onEnd(ended), onError }),
  );
  const sessions = data ?? initial;
  return (
    <div className="grid gap-3">
      <ul aria-label="Sessions" className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-3 py-2.5">
            <div className="grid gap-0.5">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {session.device}
                {session.isCurrent ? <StatusPill tone="accent">This one</StatusPill> : null}
              </p>
              <p className="tabular text-small text-muted">
                {session.ip} · signed in {formatDateTime(session.startedAt)}
                {session.isCurrent ? null : ` · last seen ${formatDateTime(session.lastSeenAt)}`}
              </p>
            </div>
            {session.isCurrent ? null : (
              <Button
                size="sm"
                aria-label={`End the session on ${session.device}`}
                isPending={end.isPending && end.variables.sessionId === session.id}
                onClick={() => end.mutate({ sessionId: session.id })}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <div>
          <Button size="sm" isPending={endOthers.isPending} onClick={() => endOthers.mutate()}>
            End all other sessions
          </Button>
        </div>
      ) : null}
    </div>
  );
}

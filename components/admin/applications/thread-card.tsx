import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { formatDateTime } from "@/domain/time/format";

type Message = Outputs["review"]["application"]["messages"][number];

/** What was asked and what was answered. */
export function ThreadCard({ messages }: { messages: readonly Message[] }) {
  if (messages.length === 0) return null;
  return (
    <Card title="Questions and answers" aside={`${messages.length}`}>
      <ol aria-label="Questions and answers" className="grid gap-3">
        {messages.map((message) => (
          <li key={message.id} className="grid gap-0.5 border-l-2 border-line pl-3">
            <p className="text-label text-muted wrap-anywhere">
              {message.side === "FIRM" ? "Asked" : "Answered"} by {message.by}, {formatDateTime(message.at)}
            </p>
            <p className="text-base whitespace-pre-line wrap-anywhere">{message.body}</p>
          </li>
        ))}
      </ol>
    </Card>
  );
}

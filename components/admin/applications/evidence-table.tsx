import { OutcomePill } from "@/components/admin/applications/flags";
import type { Outputs } from "@/components/shell/trpc-client";

type Check = Outputs["review"]["application"]["checks"][number];

/** "sameNameAndBirth" -> "Same name and birth" */
const words = (name: string): string => {
  if (name === "sha256") return "SHA-256 of the lists";
  const text = name.replace(/([A-Z])/g, " $1").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** Each check with what it came to; its evidence opens under it. */
export function EvidenceTable({ checks }: { checks: readonly Check[] }) {
  const isCrowd = new Set(checks.map(({ person }) => person)).size > 2;
  return (
    <ul aria-label="Checks" className="divide-y divide-line">
      {checks.map((check) => (
        <li key={`${check.person} ${check.kind}`}>
          <details className="group" open={check.outcome !== "CLEAR"}>
            <summary className="grid min-h-11 cursor-pointer list-none grid-cols-[1fr_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2 hover:bg-sunk md:grid-cols-[12rem_1fr_auto]">
              <span className="font-medium">
                {check.title}
                {isCrowd ? (
                  <span className="block text-label font-normal text-muted">{check.about}</span>
                ) : null}
              </span>
              <span className="text-base text-muted max-md:col-span-2 max-md:row-start-2">
                {check.summary}
              </span>
              <OutcomePill outcome={check.outcome} />
            </summary>
            <dl className="grid gap-x-6 gap-y-2 bg-sunk px-4 py-3 text-small sm:grid-cols-2 lg:grid-cols-3">
              {check.evidence.map((item) => (
                <div key={item.name} className="min-w-0">
                  <dt className="text-label text-muted">{words(item.name)}</dt>
                  <dd className="tabular wrap-anywhere">{item.value}</dd>
                </div>
              ))}
            </dl>
          </details>
        </li>
      ))}
    </ul>
  );
}

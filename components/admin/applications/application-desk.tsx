import { AssigneeCard } from "@/components/admin/applications/assignee-card";
import { EvidenceTable } from "@/components/admin/applications/evidence-table";
import { PeopleCard } from "@/components/admin/applications/people-card";
import { QueuePanel } from "@/components/admin/applications/queue-panel";
import { TaxIdCard } from "@/components/admin/applications/tax-id-card";
import { ThreadCard } from "@/components/admin/applications/thread-card";
import { HistoryList } from "@/components/admin/audit/history-list";
import { EvidenceDeskCard } from "@/components/evidence/evidence-desk-card";
import {
  addressFacts,
  employmentFacts,
  identityFacts,
  profileFacts,
} from "@/components/onboarding/answer-facts";
import { SignedPapers } from "@/components/onboarding/signed-papers";
import type { Outputs } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { StatusPill } from "@/components/ui/status-pill";
import { formatDate, formatDateTime, formatTimestamp } from "@/domain/time/format";

type Review = Outputs["review"]["application"];
type Line = Outputs["review"]["queue"]["applications"][number];

type ApplicationDeskProps = {
  review: Review;
  queue: readonly Line[];
  staff: Outputs["review"]["staff"];
  signed: Outputs["documents"]["signedOf"];
};

/** An application beside its evidence: the queue, what was answered, what was checked, what was signed. */
export function ApplicationDesk({ review, queue, staff, signed }: ApplicationDeskProps) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem] xl:grid-cols-[17rem_minmax(0,1fr)_18rem]">
      <div className="max-xl:hidden">
        <QueuePanel lines={queue} currentId={review.id} />
      </div>
      <div className="grid min-w-0 gap-4">
        <Notes review={review} />
        <ThreadCard messages={review.messages} />
        <Answers review={review} />
        <PeopleCard persons={review.persons} />
        <Card title="Checks" padding="none">
          <div className="border-t border-line">
            <EvidenceTable checks={review.checks} />
          </div>
        </Card>
      </div>
      <div className="grid min-w-0 gap-4">
        <AssigneeCard review={review} staff={staff} />
        <TaxIdCard review={review} />
        <EvidenceDeskCard subjectType="APPLICATION" subjectId={review.id} part={null} />
        <Signatures acceptances={review.acceptances} />
        {signed.length > 0 ? (
          <Card title="As signed" aside={`${signed.length}`}>
            <SignedPapers papers={signed} isReview />
          </Card>
        ) : null}
        <Card title="History">
          <HistoryList entries={review.history} />
        </Card>
      </div>
    </div>
  );
}

function Notes({ review }: { review: Review }) {
  if (review.decision)
    return (
      <Callout
        tone={review.status === "APPROVED" ? "gain" : "caution"}
        title={review.status === "APPROVED" ? "Approved" : "Rejected"}
        action={
          <>
            {review.nextId ? (
              <LinkButton href={`/admin/applications/${review.nextId}`} variant="primary" size="sm">
                Next in the queue
              </LinkButton>
            ) : null}
            {review.accountId ? (
              <LinkButton href={`/admin/accounts/${review.accountId}`} size="sm">
                Open the account&rsquo;s page
              </LinkButton>
            ) : null}
          </>
        }
      >
        {review.decision.by}, {formatDateTime(review.decision.at)}: &ldquo;{review.decision.reason}&rdquo;
      </Callout>
    );
  const note = review.cannotDecide ?? review.cannotApprove;
  return note ? (
    <Callout tone="caution" title="Second pair of eyes">
      {note}
    </Callout>
  ) : null;
}

function Answers({ review }: { review: Review }) {
  const { identity, address, employment, profile, entity } = review.answers;
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3 pb-4">
        <div className="grid gap-0.5">
          <h2 className="text-title">{review.name}</h2>
          <p className="text-base text-muted wrap-anywhere">
            {review.accountTypeTitle} · {review.email}
          </p>
        </div>
        <StatusPill>Submitted {formatDateTime(review.submittedAt)}</StatusPill>
      </div>
      <DescriptionList
        columns={3}
        items={[
          ...(entity
            ? [
                { term: "Company or trust", detail: entity.legalName },
                { term: "Business", detail: entity.business },
                { term: "Formed", detail: formatDate(entity.formedOn) },
              ]
            : []),
          ...identityFacts(identity, review.numberLast4),
          ...addressFacts(address),
          ...employmentFacts(employment),
          ...profileFacts(profile),
        ]}
      />
    </Card>
  );
}

function Signatures({ acceptances }: { acceptances: Review["acceptances"] }) {
  const [first] = acceptances;
  return (
    <Card title="Read and signed" aside={`${acceptances.length} texts`}>
      <ul aria-label="Texts read and signed" className="grid gap-2">
        {acceptances.map((text) => (
          <li key={`${text.sha256} ${text.signedName}`} className="grid gap-0.5">
            <p className="text-base">{text.title}</p>
            <p className="tabular text-label text-muted" title={`SHA-256 ${text.sha256}`}>
              Version {text.version} · {text.sha256.slice(0, 12)}
            </p>
          </li>
        ))}
      </ul>
      {first ? (
        <p className="mt-3 border-t border-line pt-3 text-small text-muted">
          Signed &ldquo;{first.signedName}&rdquo; on {formatTimestamp(first.acceptedAt)} from {first.ip}.
        </p>
      ) : null}
    </Card>
  );
}

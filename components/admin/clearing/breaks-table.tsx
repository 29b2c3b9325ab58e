import type { ReactNode } from "react";
import {
  ageText,
  AREA_WORDS,
  type Break,
  proposalText,
  sideText,
  TYPE_WORDS,
} from "@/components/admin/clearing/break-words";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneRow } from "@/components/ui/phone-row";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { formatDate } from "@/domain/time/format";

type BreaksTableProps = {
  breaks: readonly Break[];
  isOpen: boolean;
  /** What can be done to a break. */
  actions?: (found: Break) => ReactNode;
  empty: ReactNode;
};

const TYPE: TableColumn<Break> = {
  id: "type",
  header: "Kind",
  cell: (found) => <StatusPill tone={TYPE_WORDS[found.type].tone}>{TYPE_WORDS[found.type].text}</StatusPill>,
};
const ITEM: TableColumn<Break> = {
  id: "item",
  header: "What",
  isRowHeader: true,
  cell: (found) => (
    <>
      <span className="text-muted">{AREA_WORDS[found.area]}</span>{" "}
      <span className="wrap-anywhere">{found.item}</span>
      {found.accountId && !found.item.startsWith(found.accountNumber ?? " ") ? (
        <>
          {" "}
          <TextLink href={`/admin/accounts/${found.accountId}`}>{found.accountNumber}</TextLink>
        </>
      ) : null}
    </>
  ),
};
const SIDES: readonly TableColumn<Break>[] = [
  { id: "theirs", header: "Carrying firm", cell: (found) => sideText(found.area, found.theirs) },
  { id: "ours", header: "Ours", cell: (found) => sideText(found.area, found.ours) },
];
const DAY: TableColumn<Break> = {
  id: "day",
  header: "Found for",
  align: "end",
  cell: (found) => formatDate(found.businessDate),
};

/** Differences between the carrying firm's books and ours: both sides, age and owner. */
export function BreaksTable({ breaks, isOpen, actions, empty }: BreaksTableProps) {
  const rest: TableColumn<Break>[] = isOpen
    ? [
        { id: "age", header: "Age", align: "end", cell: (found) => ageText(found.ageDays) },
        { id: "owner", header: "Owner", hideBelow: "lg", cell: (found) => found.assignedTo ?? "Nobody" },
        {
          id: "proposal",
          header: "Proposed",
          hideBelow: "lg",
          cell: (found) => (found.proposal ? proposalText(found.proposal) : ""),
        },
        ...(actions
          ? [
              {
                id: "act",
                header: <span className="sr-only">Act</span>,
                align: "end" as const,
                cell: actions,
              },
            ]
          : []),
      ]
    : [
        { id: "resolution", header: "Resolved because", cell: (found) => found.resolution },
        {
          id: "owner",
          header: "By",
          hideBelow: "lg",
          cell: ({ proposal, assignedTo }) =>
            proposal ? `${proposal.proposedByName}, approved by ${proposal.approvedByName}` : assignedTo,
        },
      ];
  return (
    <DataTable
      caption={isOpen ? "Open breaks" : "Resolved breaks"}
      density="dense"
      columns={[TYPE, ITEM, ...SIDES, DAY, ...rest]}
      rows={breaks}
      rowKey={(found) => found.id}
      phoneRow={(found) => (
        <PhoneRow
          start={`${AREA_WORDS[found.area]} ${found.item}`}
          startSub={
            <>
              {TYPE_WORDS[found.type].text}: theirs {sideText(found.area, found.theirs)}, ours{" "}
              {sideText(found.area, found.ours)}
              {isOpen ? null : <span className="block">{found.resolution}</span>}
            </>
          }
          end={isOpen ? ageText(found.ageDays) : formatDate(found.businessDate)}
          endSub={isOpen ? actions?.(found) : undefined}
        />
      )}
      empty={empty}
    />
  );
}

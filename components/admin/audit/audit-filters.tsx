import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { type AuditListInput, auditListInput } from "@/domain/audit/inputs";

type Filters = Omit<AuditListInput, "cursor">;
const FIELDS = ["search", "who", "what", "subject", "from", "to"] as const;

/** The filters that an address asks for; what it asks for wrongly is left out. */
export function auditFiltersOf(query: Readonly<Record<string, string | undefined>>): Filters {
  const filters: Partial<Record<(typeof FIELDS)[number], string>> = {};
  for (const field of FIELDS) {
    const text = query[field];
    if (text && auditListInput.safeParse({ ...filters, [field]: text }).success) filters[field] = text;
  }
  const { cursor: _cursor, ...parsed } = auditListInput.parse(filters);
  return parsed;
}

const INPUTS: readonly { name: (typeof FIELDS)[number]; label: string; hint?: string; type?: "date" }[] = [
  { name: "who", label: "Who", hint: "E-mail, name, or System" },
  { name: "what", label: "What", hint: "application.approved" },
  { name: "subject", label: "To what", hint: "account, or an id" },
  { name: "from", label: "From", type: "date" },
  { name: "to", label: "To", type: "date" },
  { name: "search", label: "Words", hint: "Anywhere" },
];

/** Who did what to what, and when; in the address, so that a search can be kept and sent on. */
export function AuditFilters({ filters }: { filters: Filters }) {
  return (
    <Card>
      <form
        action="/admin/audit"
        role="search"
        className="grid items-end gap-3 sm:grid-cols-3 xl:grid-cols-7"
      >
        {INPUTS.map(({ name, label, hint, type }) => (
          <label key={name} className="grid gap-1 text-label text-muted">
            {label}
            <span className="field-box">
              <input
                name={name}
                type={type ?? "search"}
                defaultValue={filters[name] ?? ""}
                placeholder={hint}
                maxLength={100}
                className="w-full min-w-0 bg-transparent px-3 text-form text-ink md:text-base"
              />
            </span>
          </label>
        ))}
        <button type="submit" className={buttonStyle("secondary", "md")}>
          Search
        </button>
      </form>
    </Card>
  );
}

import { Search } from "lucide-react";
import { buttonStyle } from "@/components/ui/button-style";

type SearchFormProps = {
  /** The page that searches. */
  action: string;
  label: string;
  value: string;
  placeholder?: string;
  /** What else the address keeps. */
  keep?: Readonly<Record<string, string | undefined>>;
};

/** A search that lives in the address: it can be bookmarked, sent on and gone back from, and needs no script. */
export function SearchForm({ action, label, value, placeholder, keep = {} }: SearchFormProps) {
  return (
    <form action={action} role="search" className="flex items-center gap-2">
      {Object.entries(keep).map(([name, kept]) =>
        kept ? <input key={name} type="hidden" name={name} value={kept} /> : null,
      )}
      <div className="field-box w-full min-w-0 md:w-72">
        <span aria-hidden className="flex items-center pl-3 text-muted">
          <Search size={16} />
        </span>
        <input
          type="search"
          name="search"
          defaultValue={value}
          aria-label={label}
          placeholder={placeholder}
          maxLength={100}
          className="w-full min-w-0 bg-transparent px-3 text-form md:text-base"
        />
      </div>
      <button type="submit" className={buttonStyle("secondary", "md")}>
        Search
      </button>
    </form>
  );
}

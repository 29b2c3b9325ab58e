import type { Metadata } from "next";
import { SECTIONS } from "@/app/(public)/disclosures/sections";

export const metadata: Metadata = {
  title: "Disclosures",
  description:
    "What RushTrade does and does not do, who holds your account, what it costs and what can go wrong.",
};

export default function DisclosuresPage() {
  return (
    <div className="mx-auto grid max-w-[76rem] gap-x-16 gap-y-8 px-4 py-10 md:px-8 md:py-14 lg:grid-cols-[15rem_minmax(0,44rem)]">
      <nav aria-label="On this page" className="top-8 self-start lg:sticky">
        <p className="mb-2 text-label text-muted">On this page</p>
        <ul className="grid gap-0.5">
          {SECTIONS.map((section) => (
            <li key={section.id}>
              <a
                href={`#${section.id}`}
                className="-mx-2 flex min-h-11 items-center rounded-control px-2 text-base text-muted hover:bg-tint hover:text-ink md:min-h-8"
              >
                {section.title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <article>
        <h1 className="text-display tracking-[-0.02em]">Disclosures</h1>
        <p className="mt-2 text-form text-muted">
          What we do and do not do, who holds your account, what it costs and what can go wrong.
        </p>
        {SECTIONS.map((section) => (
          <section key={section.id} id={section.id} className="mt-10 scroll-mt-6 border-t border-line pt-6">
            <h2 className="text-title">{section.title}</h2>
            <div className="mt-3 grid gap-3.5 text-form leading-[1.6] [&_li]:ml-5 [&_li]:list-disc [&_li]:pl-1 [&_li+li]:mt-2">
              {section.body}
            </div>
          </section>
        ))}
      </article>
    </div>
  );
}

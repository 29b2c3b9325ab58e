import type { Metadata } from "next";
import type { ReactNode } from "react";
import { FillReceipt } from "@/app/(public)/fill-receipt";
import { OrderJourney } from "@/app/(public)/order-journey";
import { BROKER, CARRYING_FIRM } from "@/components/shell/legal-text";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";

export const metadata: Metadata = { title: { absolute: "RushTrade: see where every order went" } };

export default function LandingPage() {
  return (
    <>
      <Hero />
      <Section
        title="How an order travels"
        intro="Each station is on the record, and the record is yours to read."
      >
        <OrderJourney />
      </Section>
      <Audience />
      <Custody />
      <Closing />
    </>
  );
}

function Hero() {
  return (
    <div className="mx-auto grid max-w-[76rem] items-center gap-x-14 gap-y-12 px-4 pt-10 pb-16 md:px-8 md:pt-20 md:pb-24 lg:grid-cols-[1.05fr_1fr]">
      <div>
        <h1 className="text-hero font-[640] tracking-[-0.035em]">See where every order went.</h1>
        <p className="mt-5 max-w-[34rem] text-form text-muted md:text-[1.125rem] md:leading-[1.55]">
          RushTrade takes your orders straight to the exchanges. Then it shows you what most brokers keep to
          themselves: the route, the fee and the price improvement of each fill.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <LinkButton href="/sign-up" variant="primary" size="lg">
            Open an account
          </LinkButton>
          <LinkButton href="/sign-in" size="lg">
            Sign in
          </LinkButton>
        </div>
        <p className="mt-5 max-w-[34rem] text-small text-muted">
          Self-directed: you decide, we carry it out. We give no advice. Investing involves risk, including
          the loss of what you invest.
        </p>
      </div>
      <FillReceipt />
    </div>
  );
}

type SectionProps = { title: string; intro?: string; ground?: "plain" | "raised"; children: ReactNode };

function Section({ title, intro, ground = "raised", children }: SectionProps) {
  return (
    <section className={ground === "raised" ? "border-y border-line bg-surface" : undefined}>
      <div className="mx-auto max-w-[76rem] px-4 py-14 md:px-8 md:py-20">
        <h2 className="text-display tracking-[-0.02em]">{title}</h2>
        {intro ? <p className="mt-2 max-w-[40rem] text-form text-muted">{intro}</p> : null}
        <div className="mt-9">{children}</div>
      </div>
    </section>
  );
}

const AUDIENCE = [
  {
    title: "You trade most days",
    text: "Live quotes, a blotter that keeps up by itself, every place one key away, and a ticket that shows cost, fees and buying power before you press.",
  },
  {
    title: "You look in now and then",
    text: "What is it worth, what has changed, what is coming. Three numbers, on a phone, without a lesson in jargon.",
  },
  {
    title: "You keep records",
    text: "Confirms and statements that agree with one another to the cent, and with the books of the firm that holds your shares.",
  },
];

function Audience() {
  return (
    <Section title="For people who decide for themselves" ground="plain">
      <div className="grid gap-x-8 gap-y-8 md:grid-cols-3">
        {AUDIENCE.map((entry) => (
          <div key={entry.title}>
            <h3 className="text-heading">{entry.title}</h3>
            <p className="mt-1.5 text-base text-muted">{entry.text}</p>
          </div>
        ))}
      </div>
      <p className="mt-10 max-w-[44rem] border-l-2 border-line-strong pl-4 text-base text-muted">
        What we are not: an adviser. Nobody here will call you with an idea, rank shares for you, or cheer
        when you trade more. If you want someone to choose investments with you, an adviser serves you better.
      </p>
    </Section>
  );
}

function Custody() {
  return (
    <Section title="Who holds what">
      <dl className="grid gap-x-8 gap-y-8 md:grid-cols-3">
        <div>
          <dt className="text-heading font-semibold">{BROKER}</dt>
          <dd className="mt-1.5 text-base text-muted">
            Accepts your account, checks and routes your orders, answers your questions. It never holds your
            money or your shares.
          </dd>
        </div>
        <div>
          <dt className="text-heading font-semibold">{CARRYING_FIRM}</dt>
          <dd className="mt-1.5 text-base text-muted">
            Carries your account on its books, settles your trades and keeps your cash and securities, apart
            from its own.
          </dd>
        </div>
        <div>
          <dt className="text-heading font-semibold">SIPC</dt>
          <dd className="mt-1.5 text-base text-muted">
            If the carrying firm fails, protects what is missing up to $500,000, of which up to $250,000 for
            cash. It does not protect against a falling price.
          </dd>
        </div>
      </dl>
      <p className="mt-8 text-base text-muted">
        The whole of it, in plain words: <TextLink href="/disclosures">our disclosures</TextLink>.
      </p>
    </Section>
  );
}

function Closing() {
  return (
    <div className="mx-auto flex max-w-[76rem] flex-wrap items-center justify-between gap-6 px-4 py-14 md:px-8 md:py-20">
      <div>
        <h2 className="text-display tracking-[-0.02em]">Bring your own judgement.</h2>
        <p className="mt-2 text-form text-muted">
          The application takes about ten minutes; it saves as you go and can wait for you on another device.
        </p>
      </div>
      <LinkButton href="/sign-up" variant="primary" size="lg">
        Open an account
      </LinkButton>
    </div>
  );
}

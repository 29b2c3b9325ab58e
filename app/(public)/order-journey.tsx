/** The stations of an order, and when it passes them. */
const STATIONS = [
  {
    at: "First",
    title: "You send it",
    text: "The ticket has said in words what the button does, what it costs and what is left afterwards.",
  },
  {
    at: "At once",
    title: "It is checked",
    text: "Buying power, price, tick, size. An order that we refuse is kept, with the reason and by how much it missed.",
  },
  {
    at: "A moment later",
    title: "Our router reads the books",
    text: "DART looks at seven exchanges, by price first and then by what they charge, and splits the order among them.",
  },
  {
    at: "Within milliseconds, or when the price is met",
    title: "The venues fill it",
    text: "Never through a better protected quote elsewhere. Each fill is written down as it comes, and you see it.",
  },
  {
    at: "The next business day",
    title: "It settles",
    text: "At the clearing firm that carries your account. Your books and theirs are compared every evening.",
  },
  {
    at: "At the end of the month",
    title: "It is in your statement",
    text: "Each trade has its confirm, each month its statement. What you saw on the screen is what is on the paper.",
  },
];

/** How an order travels, station by station. */
export function OrderJourney() {
  return (
    <ol className="grid gap-x-8 gap-y-9 sm:grid-cols-2 lg:grid-cols-3">
      {STATIONS.map((station) => (
        <li key={station.title} className="border-t-2 border-accent pt-3.5">
          <p className="tabular text-small font-medium text-accent">{station.at}</p>
          <h3 className="mt-1 text-heading">{station.title}</h3>
          <p className="mt-1 text-base text-muted">{station.text}</p>
        </li>
      ))}
    </ol>
  );
}

/** The stations of the order in the picture, with the time since it was sent. */
const STATIONS = [
  {
    at: "0 ms",
    title: "You send it",
    text: "The ticket has said in words what the button does, what it costs and what is left afterwards.",
  },
  {
    at: "1 ms",
    title: "It is checked",
    text: "Buying power, price collar, duplicate, restricted symbol. A refusal says which check and by how much.",
  },
  {
    at: "2 ms",
    title: "DART reads the books",
    text: "Seven exchanges, by price and then by what they charge. Or you name the venue, and it goes there.",
  },
  {
    at: "7 to 9 ms",
    title: "The venues fill it",
    text: "Never through a better protected quote elsewhere. Each fill is written down as it comes, and you see it.",
  },
  {
    at: "next day",
    title: "It settles",
    text: "At the clearing firm that carries your account. Your books and theirs are compared every evening.",
  },
  {
    at: "month end",
    title: "It is in your statement",
    text: "With its confirm, its lots and its fees. What you saw on the screen is what is on the paper.",
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

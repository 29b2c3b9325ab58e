/** Something that can be done from the palette: a place to go or an act. */
export type PaletteCommand = {
  id: string;
  label: string;
  /** Where it stands in the list: "Go to", "Account". */
  group: string;
  /** A second, quieter word. */
  hint?: string;
  /** Other words that should find it. */
  keywords?: string;
  shortcut?: string;
  href?: string;
  onRun?: () => void;
};

/** How well a command answers to what was typed: lower is better, null not at all. */
function rank(command: PaletteCommand, words: readonly string[]): number | null {
  const label = command.label.toLowerCase();
  const others = `${command.keywords ?? ""} ${command.hint ?? ""} ${command.group}`.toLowerCase();
  let total = 0;
  for (const word of words) {
    if (label.startsWith(word)) continue;
    if (label.includes(` ${word}`)) total += 1;
    else if (label.includes(word)) total += 2;
    else if (others.includes(word)) total += 3;
    else return null;
  }
  return total;
}

/** The commands that every typed word finds, best first; all of them, in their own order, for an empty query. */
export function rankCommands(commands: readonly PaletteCommand[], query: string): PaletteCommand[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands
    .map((command) => ({ command, place: rank(command, words) }))
    .filter((entry): entry is { command: PaletteCommand; place: number } => entry.place !== null)
    .sort((a, b) => a.place - b.place)
    .map((entry) => entry.command);
}

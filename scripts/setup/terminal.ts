const isTerminal = process.stdout.isTTY === true;

function clearLine(): void {
  if (isTerminal) process.stdout.write("\r\x1b[2K");
}

/** Seconds for people: "0.3 s", "12 s". */
export function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} s`;
}

/** Prints a line of its own, also while a step is being shown. */
export function say(line: string): void {
  clearLine();
  console.log(line);
}

/**
 * Shows a step while it works, and then "✓ label (0.3 s)". The work may return a short note, which is put after the
 * label ("already built"). Quick steps print one line only; a log file gets no control characters.
 */
export async function step<T>(
  label: string,
  work: () => Promise<T>,
  noteOf?: (result: T) => string,
): Promise<T> {
  const started = Date.now();
  const draw = () => {
    if (isTerminal) process.stdout.write(`\r\x1b[2K… ${label} (${seconds(Date.now() - started)})`);
  };
  const announce = isTerminal ? undefined : setTimeout(() => console.log(`… ${label}`), 1_000);
  const ticking = isTerminal ? setInterval(draw, 500) : undefined;
  draw();
  try {
    const result = await work();
    const note = noteOf?.(result);
    say(`✓ ${label}${note ? `: ${note}` : ""} (${seconds(Date.now() - started)})`);
    return result;
  } catch (thrown) {
    clearLine();
    throw thrown;
  } finally {
    clearTimeout(announce);
    clearInterval(ticking);
  }
}

const BAR_WIDTH = 30;

/** A bar that is redrawn in place on a terminal, and a line at each tenth elsewhere. */
export class ProgressBar {
  private lastTenth = -1;

  constructor(private readonly title: string) {}

  /** @param done work units done @param total all work units @param label what is being done now */
  update(done: number, total: number, label: string): void {
    const share = total > 0 ? Math.min(1, done / total) : 0;
    const percent = `${Math.floor(share * 100)} %`.padStart(5);
    if (isTerminal) {
      const filled = Math.round(share * BAR_WIDTH);
      const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
      process.stdout.write(`\r\x1b[2K… ${this.title} ${bar}${percent} ${label}`);
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth <= this.lastTenth) return;
    this.lastTenth = tenth;
    console.log(`… ${this.title}${percent} ${label}`);
  }

  /** Takes the bar away and leaves a last line in its place. */
  end(lastLine: string): void {
    say(lastLine);
  }
}

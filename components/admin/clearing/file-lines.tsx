type FileLinesProps = { lines: readonly string[]; firstNumber: number; label: string };

/** The lines of a text file with their numbers; the block scrolls sideways, by keyboard too. */
export function FileLines({ lines, firstNumber, label }: FileLinesProps) {
  return (
    <section aria-label={label} tabIndex={0} className="scroll-thin overflow-x-auto">
      <ol start={firstNumber} className="min-w-max py-2 font-mono text-label leading-6">
        {lines.map((line, index) => (
          <li key={firstNumber + index} className="flex gap-4 px-4 hover:bg-tint">
            <span aria-hidden className="num w-14 shrink-0 text-faint select-none">
              {firstNumber + index}
            </span>
            <span className="whitespace-pre">{line}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

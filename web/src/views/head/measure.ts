/** Advances of IBM Plex Sans from the blank to the tilde, in hundredths of the size. */
const advances = (
  '24 28 42 71 60 93 69 24 33 33 45 60 27 40 27 38 60 60 60 60 60 60 60 60 60 60 29 29 60 60 60 48 ' +
  '89 64 65 62 67 58 56 69 71 40 51 63 50 81 71 71 61 71 64 58 57 68 61 89 61 59 58 32 38 32 60 56 ' +
  '60 53 58 50 58 55 32 53 57 25 25 53 27 87 57 56 58 58 37 49 35 57 49 77 51 50 46 34 31 34 60'
)
  .split(' ')
  .map(Number);

const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xffdc) || code >= 0x1f300;

/** How wide a text will be, near enough to lay marks around it where nothing can be measured. */
export function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    sum += advances[code - 32] ?? (isWide(code) ? 100 : 58);
  }
  return (sum * size) / 100;
}

/** Writers that cannot measure cut too early, so a limit is named only where it is met. */
export function cutAt(width: number, text: string, size: number): { maxWidth?: number } {
  return textWidth(text, size) > width + 0.5 ? { maxWidth: width } : {};
}

/** The first text that fits, else the last one. */
export function fitting(width: number, size: number, ...texts: string[]): string {
  return texts.find(text => textWidth(text, size) <= width) ?? texts[texts.length - 1];
}

/** Breaks a sentence at its blanks. */
export function wrapped(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** How far a rehearsal has come, as somebody at a terminal sees it. */
export interface Progress {
  /** `share`: 0 to 1. */
  at(share: number, words: string): void;
  end(): void;
}

const barLength = 30;
/** Where there is no terminal: a line for so many parts of the whole. */
const linesInAll = 12;

/** A bar on a terminal, else a line now and then. */
export function progressOn(output: NodeJS.WriteStream): Progress {
  if (output.isTTY) {
    return {
      at(share, words) {
        const filled = Math.round(share * barLength);
        output.write(`\r\x1b[2K[${"#".repeat(filled)}${".".repeat(barLength - filled)}] ${words}`);
      },
      end: () => output.write("\n"),
    };
  }
  let told = -1;
  return {
    at(share, words) {
      const part = Math.floor(share * linesInAll);
      if (part === told) return;
      told = part;
      output.write(`${words}\n`);
    },
    end() {},
  };
}

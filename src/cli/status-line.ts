import type { OutputStream, ProcessIo } from "./io.ts";

/**
 * Takes out whatever could move the cursor or reverse the text, and cuts a line to one row of the
 * terminal, because a second one could not be erased. The last column stays free: some terminals go
 * on to the next row behind it.
 */
export function clipLine(text: string, columns: number | undefined): string {
  const room = Math.max(1, (columns ?? 80) - 1);
  const characters = [...text.replace(/\p{C}/gu, "?")];
  const cut = characters.length <= room ? characters : [...characters.slice(0, room - 1), "…"];
  return cut.join("");
}

interface Countdown {
  readonly until: number;
  readonly render: (now: number) => string;
}

/** The last line of a terminal, which shows what goes on and is erased when something else is printed. */
export interface StatusLine {
  /** False in CI, in pipes and on terminals that cannot take a line back: nothing is ever shown. */
  readonly isLive: boolean;
  /** What is being done; undefined = nothing any more. */
  readonly progress: (text: string | undefined) => void;
  /** Counts down to a time, in milliseconds since the epoch. */
  readonly countDown: (countdown: Countdown) => void;
  /** Wipes the line out, for good. */
  readonly end: () => void;
}

/** Back to the start of the line, and what stands there wiped out. */
const eraseLine = "\r\u001b[2K";

/** Nobody can read more often than this, and terminals are slow. */
const pauseMs = 50;

const none: StatusLine = { isLive: false, progress: () => {}, countDown: () => {}, end: () => {} };

/** Gives the process a status line; whatever is printed meanwhile goes above it. */
export function withStatusLine<Process extends ProcessIo>(
  io: Process,
): Process & { readonly status: StatusLine } {
  const { stderr, interrupted } = io;
  if (!stderr.isTTY || io.environment["TERM"] === "dumb") return { ...io, status: none };
  let text: string | undefined;
  let countdowns: readonly Countdown[] = [];
  let isDrawn = false;
  let isAtStart = true;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let ticking: NodeJS.Timeout | undefined;

  function content(): string {
    const now = io.now();
    countdowns = countdowns.filter(({ until }) => until > now);
    // The run lasts at least until the last of them is over.
    const last = countdowns.toSorted((left, right) => right.until - left.until)[0];
    const parts = [last?.render(now), text];
    return parts.filter((part) => part !== undefined).join(" · ");
  }

  function erase(): void {
    if (isDrawn) stderr.write(eraseLine);
    isDrawn = false;
  }

  function draw(): void {
    const line = content();
    if (line === "") stopTicking();
    else ticking ??= setInterval(draw, 1_000).unref();
    erase();
    // The cursor is in the middle of a line, such as a question.
    if (line === "" || !isAtStart) return;
    stderr.write(clipLine(line, stderr.columns));
    isDrawn = true;
    drawnAt = io.now();
  }

  function stopTicking(): void {
    clearInterval(ticking);
    ticking = undefined;
  }

  const above = (stream: OutputStream): OutputStream => ({
    ...stream,
    write: (printed) => {
      if (printed === "") return;
      erase();
      stream.write(printed);
      isAtStart = printed.endsWith("\n");
      draw();
    },
  });

  const onInterrupt = (): void => {
    countdowns = [];
    draw();
  };
  interrupted.addEventListener("abort", onInterrupt);
  const status: StatusLine = {
    isLive: true,
    progress: (progress) => {
      const isSudden = text === undefined || progress === undefined;
      text = progress;
      // The next tick shows what is left out here.
      if (isSudden || io.now() - drawnAt >= pauseMs) draw();
    },
    countDown: (countdown) => {
      // An interrupt ends every wait.
      if (interrupted.aborted) return;
      countdowns = [...countdowns, countdown];
      draw();
    },
    end: () => {
      interrupted.removeEventListener("abort", onInterrupt);
      text = undefined;
      countdowns = [];
      draw();
    },
  };
  const stdout = io.stdout.isTTY ? above(io.stdout) : io.stdout;
  return { ...io, stdout, stderr: above(stderr), status };
}

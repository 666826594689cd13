import { type ClockMode, type ClockSnapshot, ProgrammeClock } from "./clock.ts";
import type { DataFolder } from "./data-folder.ts";

/** Wall-clock milliseconds between two writes of a clock that moves. */
const writeInterval = 200;

/** A clock that goes on where the last process stood, unless told a time. */
export function programmeTime(
  folder: DataFolder,
  asked: { mode: ClockMode; now: number | undefined; speed: number | undefined },
): { clock: ProgrammeClock; save: () => void; stop: () => void } {
  const kept = folder.readClock();
  const clock = new ProgrammeClock({
    mode: asked.mode,
    now: asked.now ?? (kept && timeOf(kept)),
    speed: asked.speed ?? (kept?.mode === "real" ? kept.speed : 1),
    // Whenever the process ends, nothing has happened later than the time that the next one begins at.
    onMove: () => save(),
  });
  let written = "";
  const save = () => {
    const snapshot = clock.snapshot();
    const text = JSON.stringify(snapshot);
    if (text !== written) folder.writeClock(snapshot);
    written = text;
  };
  save();
  // At a thousandfold speed time moves without anyone asking for it.
  const timer = setInterval(save, writeInterval).unref();
  return {
    clock,
    save,
    stop() {
      clearInterval(timer);
      save();
      clock.stop();
    },
  };
}

function timeOf(kept: ClockSnapshot): number {
  return kept.mode === "manual" ? kept.time : Date.now() + kept.offset;
}

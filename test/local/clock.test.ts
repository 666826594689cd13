import { describe, expect, it, onTestFinished, vi } from "vitest";
import { ProgrammeClock, TimeHasPassed } from "../../local/clock.ts";

const MONDAY = Date.parse("2026-01-05T09:00:00Z");
const DAY = 24 * 60 * 60 * 1000;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const manualClock = () => new ProgrammeClock({ mode: "manual", now: MONDAY });

describe("a manual clock", () => {
  it("stands still until it is advanced", async () => {
    const clock = manualClock();
    await turn();
    expect(clock.now()).toBe(MONDAY);
    await clock.advanceTo(MONDAY + DAY);
    expect(clock.now()).toBe(MONDAY + DAY);
  });

  it("fires what is due now without an advance, and nothing later", async () => {
    const clock = manualClock();
    const fired: string[] = [];
    clock.at(MONDAY, () => fired.push("now"));
    clock.at(MONDAY - DAY, () => fired.push("overdue"));
    clock.at(MONDAY + 1, () => fired.push("later"));
    await clock.idle();
    expect(fired).toEqual(["overdue", "now"]);
  });

  it("fires by itself what becomes due outside an advance", async () => {
    const clock = manualClock();
    const fired = new Promise<void>((resolve) => clock.at(MONDAY, resolve));
    await fired;
  });

  it("fires timers in the order of their times, and of insertion where these are equal", async () => {
    const clock = manualClock();
    const fired: [string, number][] = [];
    const note = (name: string) => () => fired.push([name, clock.now() - MONDAY]);
    clock.at(MONDAY + 20, note("c"));
    clock.at(MONDAY + 10, note("a"));
    clock.at(MONDAY + 10, note("b"));
    await clock.advanceTo(MONDAY + 30);
    expect(fired).toEqual([
      ["a", 10],
      ["b", 10],
      ["c", 20],
    ]);
  });

  it("fires timers that timers set, within the same advance", async () => {
    const clock = manualClock();
    let days = 0;
    const daily = () => {
      days++;
      clock.at(clock.now() + DAY, daily);
    };
    clock.at(MONDAY + DAY, daily);
    await clock.advanceTo(MONDAY + 84 * DAY);
    expect(days).toBe(84);
  });

  it("does not fire a cancelled timer", async () => {
    const clock = manualClock();
    const run = vi.fn();
    const cancel = clock.at(MONDAY + 10, run);
    clock.at(MONDAY + 10, cancel);
    clock.at(MONDAY + 5, cancel);
    await clock.advanceTo(MONDAY + 20);
    cancel();
    expect(run).not.toHaveBeenCalled();
  });

  it("waits for work in flight before it takes the next timer", async () => {
    const clock = manualClock();
    const happened: string[] = [];
    const slowly = async (name: string) => {
      for (let turns = 0; turns < 20; turns++) await turn();
      happened.push(name);
    };
    clock.at(MONDAY + 1, () => void clock.work(slowly("work of the first")));
    clock.at(MONDAY + 1, () => happened.push("second"));
    clock.at(MONDAY + 2, () => void clock.work(slowly("work of the third")));
    await clock.advanceTo(MONDAY + 2);
    expect(happened).toEqual(["work of the first", "second", "work of the third"]);
  });

  it("keeps a timer that becomes due during an advance until the work in flight is done", async () => {
    const clock = manualClock();
    const happened: string[] = [];
    const slowly = async () => {
      clock.at(clock.now(), () => happened.push("timer set by the work"));
      for (let turns = 0; turns < 20; turns++) await turn();
      happened.push("work");
    };
    clock.at(MONDAY + 1, () => void clock.work(slowly()));
    await clock.advanceTo(MONDAY + 1);
    expect(happened).toEqual(["work", "timer set by the work"]);
  });

  it("waits for work that starts a turn after the work before it has ended", async () => {
    const clock = manualClock();
    let isDone = false;
    clock.work(turn()).then(() =>
      setImmediate(() => {
        const work = turn().then(() => {
          isDone = true;
        });
        void clock.work(work);
      }),
    );
    await clock.idle();
    expect(isDone).toBe(true);
  });

  it("goes on after work that failed", async () => {
    const clock = manualClock();
    await expect(clock.work(Promise.reject(new Error("no")))).rejects.toThrow("no");
    await clock.advanceTo(MONDAY + 1);
  });

  it("does not wait for work that itself waits for programme time", async () => {
    const clock = manualClock();
    const slow = async () => {
      await clock.until(MONDAY + DAY);
      return clock.now();
    };
    const finished = clock.work(slow());
    await clock.advanceTo(MONDAY + 2 * DAY);
    expect(await finished).toBe(MONDAY + DAY);
  });

  it("refuses a time that has passed", async () => {
    await expect(manualClock().advanceTo(MONDAY - 1)).rejects.toThrow(TimeHasPassed);
  });

  it("lets concurrent advances take turns", async () => {
    const clock = manualClock();
    const seen: number[] = [];
    for (const days of [1, 2, 3]) clock.at(MONDAY + days * DAY, () => seen.push(days));
    await Promise.all([clock.advanceBy(DAY), clock.advanceBy(DAY), clock.advanceTo(MONDAY + DAY)]);
    expect(clock.now()).toBe(MONDAY + 2 * DAY);
    expect(seen).toEqual([1, 2]);
  });

  it("answers what a restart needs", async () => {
    const clock = manualClock();
    await clock.advanceTo(MONDAY + 10);
    expect(clock.snapshot()).toEqual({ mode: "manual", time: MONDAY + 10 });
  });

  it("fires nothing once it is stopped", async () => {
    const clock = manualClock();
    const run = vi.fn();
    clock.at(MONDAY, run);
    clock.stop();
    await turn();
    await turn();
    expect(run).not.toHaveBeenCalled();
  });
});

describe("a real clock", () => {
  function wallAt(time: number) {
    vi.useFakeTimers({ now: time, toFake: ["Date", "setTimeout", "clearTimeout"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
  }
  const passWall = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    for (let turns = 0; turns < 5; turns++) await turn();
  };

  it("goes with the wall clock from the time it is given", async () => {
    wallAt(MONDAY);
    const clock = new ProgrammeClock({ mode: "real", now: MONDAY + DAY });
    await passWall(1500);
    expect(clock.now()).toBe(MONDAY + DAY + 1500);
    expect(clock.snapshot()).toEqual({ mode: "real", offset: DAY, speed: 1 });
  });

  it("keeps its offset over a restart", async () => {
    wallAt(MONDAY);
    const clock = new ProgrammeClock({ mode: "real" });
    await clock.advanceTo(MONDAY + 7 * DAY);
    const kept = clock.snapshot();
    await passWall(1000);
    const offset = kept.mode === "real" ? kept.offset : 0;
    const restarted = new ProgrammeClock({ mode: "real", now: Date.now() + offset });
    expect(restarted.now()).toBe(MONDAY + 7 * DAY + 1000);
  });

  it("goes k times faster at speed k, and fires its timers accordingly", async () => {
    wallAt(MONDAY);
    const clock = new ProgrammeClock({ mode: "real", speed: 3600 });
    const run = vi.fn();
    clock.at(MONDAY + DAY, run);
    await passWall(23_999);
    expect(run).not.toHaveBeenCalled();
    await passWall(1);
    expect(run).toHaveBeenCalledOnce();
    expect(clock.now()).toBe(MONDAY + DAY);
  });

  it("changes speed without a leap", async () => {
    wallAt(MONDAY);
    const clock = new ProgrammeClock({ mode: "real" });
    const run = vi.fn();
    clock.at(MONDAY + 11_000, run);
    await passWall(1000);
    clock.setSpeed(10);
    expect(clock.now()).toBe(MONDAY + 1000);
    await passWall(1000);
    expect(run).toHaveBeenCalledOnce();
    expect(clock.now()).toBe(MONDAY + 11_000);
  });

  it("fires a timer further ahead than setTimeout can count, and not before", async () => {
    wallAt(MONDAY);
    const clock = new ProgrammeClock({ mode: "real" });
    const run = vi.fn();
    clock.at(MONDAY + 30 * DAY, run);
    await passWall(30 * DAY - 1);
    expect(run).not.toHaveBeenCalled();
    await passWall(1);
    expect(run).toHaveBeenCalledOnce();
  });

  it("shows each timer its own time during an advance", async () => {
    wallAt(MONDAY);
    const clock = new ProgrammeClock({ mode: "real" });
    const seen: number[] = [];
    for (const days of [2, 1]) clock.at(MONDAY + days * DAY, () => seen.push(clock.now() - MONDAY));
    await clock.advanceTo(MONDAY + 3 * DAY);
    expect(seen).toEqual([DAY, 2 * DAY]);
    expect(clock.now()).toBe(MONDAY + 3 * DAY);
  });
});

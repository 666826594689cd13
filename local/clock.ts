/** How the programme clock moves: by itself with the wall clock, or only when told to. */
export type ClockMode = "real" | "manual";

/** Programme time in ms since the epoch; timers fire in programme-time order. */
export interface Clock {
  now(): number;
  /** Runs `run` once programme time reaches `time` (ms since the epoch); the answer cancels it. */
  at(time: number, run: () => void): () => void;
  /** Counts `promise` as work in flight until it settles, so that an advance waits for it. */
  work<T>(promise: Promise<T>): Promise<T>;
}

/** What a restart needs: `offset` (ms ahead of the wall clock) in real mode, `time` (ms) in manual mode. */
export type ClockSnapshot =
  | { mode: "real"; offset: number; speed: number }
  | { mode: "manual"; time: number };

export interface ProgrammeClockOptions {
  mode: ClockMode;
  /** Programme time to start at, ms since the epoch; the wall clock's by default. */
  now?: number;
  /** Real mode: programme seconds per wall second, 1 by default. */
  speed?: number;
  /** Called after an advance has moved time, before anything happens at the new time. */
  onMove?: () => void;
}

/** `advanceTo` was asked for a time that has passed. */
export class TimeHasPassed extends Error {
  override name = "TimeHasPassed";
}

interface Timer {
  time: number;
  order: number;
  run: () => void;
}

/** setTimeout fires at once beyond this many ms, so longer waits are taken in stretches. */
const LONGEST_WALL_TIMER = 2 ** 31 - 1;

/**
 * Event loop turns without work before the clock counts as idle. A finished piece of work starts the next one from
 * microtasks or from the following turn; three leave room for a callback that itself defers once.
 */
const QUIET_TURNS = 3;

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The one clock of a local programme: emulators, workflow timeouts and schedules all read it. */
export class ProgrammeClock implements Clock {
  readonly mode: ClockMode;
  #speed: number;
  #basisTime: number;
  #basisWall = Date.now();
  #timers: Timer[] = [];
  #order = 0;
  #inFlight = 0;
  #whenNothingInFlight: (() => void)[] = [];
  #moves: Promise<void> = Promise.resolve();
  #moving = false;
  #wallTimer: NodeJS.Timeout | undefined;
  #pump: NodeJS.Immediate | undefined;
  #stopped = false;
  readonly #onMove: () => void;

  constructor(options: ProgrammeClockOptions) {
    this.mode = options.mode;
    this.#speed = options.speed ?? 1;
    this.#basisTime = options.now ?? this.#basisWall;
    this.#onMove = options.onMove ?? (() => {});
  }

  /** Programme seconds per wall second; in manual mode it has no effect. */
  get speed(): number {
    return this.#speed;
  }

  now(): number {
    if (this.mode === "manual") return this.#basisTime;
    return Math.floor(this.#basisTime + (Date.now() - this.#basisWall) * this.#speed);
  }

  at(time: number, run: () => void): () => void {
    const timer = { time, order: this.#order++, run };
    this.#timers.splice(this.#positionOf(timer), 0, timer);
    this.#watchForDue();
    return () => {
      const position = this.#positionOf(timer);
      if (this.#timers[position] === timer) this.#timers.splice(position, 1);
    };
  }

  work<T>(promise: Promise<T>): Promise<T> {
    this.#begin();
    const end = () => this.#end();
    promise.then(end, end);
    return promise;
  }

  /**
   * For work already counted that itself waits for programme time (a slow function in a test): it leaves the count
   * until `time`, else an advance would wait for the work and the work for the advance. Infinity never comes.
   */
  until(time: number): Promise<void> {
    this.#end();
    return new Promise((resolve) => {
      if (time === Number.POSITIVE_INFINITY) return;
      this.at(time, () => {
        this.#begin();
        resolve();
      });
    });
  }

  /**
   * Moves to `time` (ms since the epoch) and resolves when everything due until then has happened, in order.
   * Concurrent advances take turns. Refuses a time that has passed when it is called.
   */
  advanceTo(time: number): Promise<void> {
    if (time < this.now()) {
      return Promise.reject(new TimeHasPassed(`${new Date(time).toISOString()} has passed.`));
    }
    return this.#move(() => time);
  }

  /** Moves on by `ms`, counted from when its turn comes, so that two advances by a day make two days. */
  advanceBy(ms: number): Promise<void> {
    return this.#move(() => this.now() + ms);
  }

  /** Resolves when no work is in flight and nothing is due. */
  idle(): Promise<void> {
    return this.#move(() => this.now());
  }

  setSpeed(speed: number): void {
    this.#rebase(this.now());
    this.#speed = speed;
    this.#watchForDue();
  }

  snapshot(): ClockSnapshot {
    if (this.mode === "manual") return { mode: "manual", time: this.#basisTime };
    return { mode: "real", offset: this.now() - Date.now(), speed: this.#speed };
  }

  /** Drops every timer; nothing fires any more. */
  stop(): void {
    this.#stopped = true;
    this.#timers = [];
    clearTimeout(this.#wallTimer);
    clearImmediate(this.#pump);
  }

  #move(target: () => number): Promise<void> {
    const move = this.#moves.then(async () => {
      this.#moving = true;
      try {
        const time = target();
        await this.#runUntil(time);
        this.#setTime(time);
        await this.#runUntil(time);
      } finally {
        this.#moving = false;
        this.#watchForDue();
      }
    });
    this.#moves = move.catch(() => {});
    return move;
  }

  async #runUntil(time: number): Promise<void> {
    for (;;) {
      await this.#quiet();
      const next = this.#timers[0];
      if (next === undefined || next.time > time) return;
      this.#timers.shift();
      this.#setTime(next.time);
      next.run();
    }
  }

  async #quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns++) {
      if (this.#inFlight > 0) {
        await new Promise<void>((resolve) => this.#whenNothingInFlight.push(resolve));
        turns = 0;
      }
      await nextTurn();
      if (this.#inFlight > 0) turns = -1;
    }
  }

  /** Time never goes back: a timer that is overdue fires at the present. */
  #setTime(time: number): void {
    if (time <= this.now()) return;
    this.#rebase(time);
    this.#onMove();
  }

  #rebase(time: number): void {
    this.#basisTime = time;
    this.#basisWall = Date.now();
  }

  #begin(): void {
    this.#inFlight++;
  }

  #end(): void {
    this.#inFlight--;
    if (this.#inFlight > 0) return;
    for (const resolve of this.#whenNothingInFlight.splice(0)) resolve();
  }

  /** Outside an advance what is due fires by itself: at the next turn, or in real mode when the wall clock gets there. */
  #watchForDue(): void {
    clearTimeout(this.#wallTimer);
    const next = this.#timers[0];
    if (next === undefined || this.#moving || this.#stopped) return;
    const wait = next.time - this.now();
    if (wait <= 0) this.#pump ??= setImmediate(() => this.#fireDue());
    else if (this.mode === "real") {
      const wallWait = Math.min(Math.ceil(wait / this.#speed), LONGEST_WALL_TIMER);
      this.#wallTimer = setTimeout(() => this.#watchForDue(), wallWait);
    }
  }

  #fireDue(): void {
    this.#pump = undefined;
    // Many times faster, the work that one timer began would seem stuck to the next: it ends first.
    if (this.#speed > 1 && this.#inFlight > 0) {
      this.#whenNothingInFlight.push(() => this.#watchForDue());
      return;
    }
    const next = this.#timers[0];
    if (next !== undefined && next.time <= this.now() && !this.#moving) {
      this.#timers.shift();
      // Watching before running keeps the later timers alive should this one throw.
      this.#watchForDue();
      next.run();
    }
    this.#watchForDue();
  }

  #positionOf(timer: Timer): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#timers[middle];
      const before =
        other !== undefined &&
        (other.time < timer.time || (other.time === timer.time && other.order < timer.order));
      if (before) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

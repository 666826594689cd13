/** One entry of an execution's history; payloads are not kept. */
export interface HistoryEvent {
  /** Counted from 1, also past the bound of what is kept. */
  id: number;
  /** Programme time in ms since the epoch. */
  timestamp: number;
  type: string;
  details: EventDetails;
}

export interface EventDetails {
  name?: string;
  index?: number;
  error?: string | undefined;
  cause?: string | undefined;
  state?: string;
  resource?: string;
  resourceType?: string;
}

/** Events kept of one execution; the oldest go first. A case of a year stays well below it. */
const EVENTS_KEPT = 1_000;

/** The service's own limit for the events of one execution. */
export const EVENT_LIMIT = 25_000;

export class History {
  #events: HistoryEvent[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get events(): readonly HistoryEvent[] {
    return this.#events;
  }

  /** Answers the id of the new event. */
  record(timestamp: number, type: string, details: EventDetails = {}): number {
    const id = ++this.#count;
    this.#events.push({ id, timestamp, type, details });
    if (this.#events.length > EVENTS_KEPT) this.#events.shift();
    return id;
  }

  forget(): void {
    this.#events = [];
  }
}

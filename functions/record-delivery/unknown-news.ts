/** The log line of news that belongs to no email we know. A metric counts it, so the words are part of both. */
export const unknownNews = "delivery news of no known email";

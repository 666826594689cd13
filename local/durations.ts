const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const duration =
  /^P(?=.)(?:(?<weeks>\d+)W)?(?:(?<days>\d+)D)?(?:T(?=.)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+)S)?)?$/;

/** The milliseconds of an ISO 8601 duration in weeks, days (24 hours), hours, minutes, seconds; else undefined. */
export function millisecondsOf(text: string): number | undefined {
  const parts = duration.exec(text)?.groups;
  if (!parts) return undefined;
  const count = (name: string) => Number(parts[name] ?? 0);
  return (
    count("weeks") * 7 * day +
    count("days") * day +
    count("hours") * hour +
    count("minutes") * minute +
    count("seconds") * second
  );
}

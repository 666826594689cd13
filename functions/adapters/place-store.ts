import { OutwardRecord } from "../core/place/postcode.ts";
import type { Key, Table } from "./table.ts";

/** The item of one outward code, "BL1". */
export function outwardKey(outward: string): Key {
  return { pk: `POSTCODE#${outward}`, sk: "POSTCODE" };
}

export interface PlaceStore {
  /** What is known of an outward code, "BL1"; undefined where England has none such. One read. */
  outward(code: string): Promise<OutwardRecord | undefined>;
}

/** Postcodes as published to the table: one item for each outward code. */
export function placeStore(table: Pick<Table, "get">): PlaceStore {
  return {
    async outward(code) {
      const item = await table.get(outwardKey(code));
      return item && OutwardRecord.parse(item);
    },
  };
}

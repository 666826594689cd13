// What the W3C's Metadata Vocabulary for Tabular Data (REC-tabular-metadata-20151217) asks of a table's description,
// as far as ours uses it: closed, so that a property that is none of the vocabulary's is found.

const commonProperty = { "^[a-z]+:[A-Za-z]+$": { type: ["string", "object", "array", "number"] } };
/** A name may be used as a variable in URI templates (section 5.6, RFC 6570), and may not begin with an underscore. */
const name = { type: "string", pattern: "^(?!_)[A-Za-z0-9_.%]+$" };

const column = {
  type: "object",
  required: ["name", "titles"],
  properties: {
    "@type": { const: "Column" },
    name,
    titles: { type: "string" },
    datatype: { enum: ["string", "decimal"] },
    null: { type: ["string", "array"], items: { type: "string" } },
    required: { type: "boolean" },
  },
  patternProperties: commonProperty,
  additionalProperties: false,
};

export const csvwTable = {
  type: "object",
  required: ["@context", "url", "tableSchema"],
  properties: {
    "@context": {
      type: "array",
      minItems: 2,
      maxItems: 2,
      prefixItems: [{ const: "http://www.w3.org/ns/csvw" }, { type: "object", required: ["@language"] }],
    },
    "@type": { const: "Table" },
    url: { const: "measures.csv" },
    dialect: {
      type: "object",
      properties: {
        "@type": { const: "Dialect" },
        encoding: { const: "utf-8" },
        lineTerminators: { type: "array", items: { type: "string" } },
        quoteChar: { type: "string", maxLength: 1 },
        doubleQuote: { type: "boolean" },
        delimiter: { type: "string", maxLength: 1 },
        header: { type: "boolean" },
      },
      additionalProperties: false,
    },
    tableSchema: {
      type: "object",
      required: ["columns"],
      properties: {
        "@type": { const: "Schema" },
        columns: { type: "array", minItems: 1, items: column },
        primaryKey: { type: "array", items: name },
      },
      additionalProperties: false,
    },
    notes: { type: "array", items: { type: "object" } },
  },
  patternProperties: commonProperty,
  additionalProperties: false,
};

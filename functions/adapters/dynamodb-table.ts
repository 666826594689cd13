import { ConditionalCheckFailedException, DynamoDBClient, type ReturnValue } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import {
  type Change,
  type Condition,
  ConditionFailed,
  type Item,
  indexKeys,
  type Key,
  type Page,
  type Query,
  type Table,
} from "./table.ts";

/** DynamoDB's own limits on one batch. */
const batchGetLimit = 100;
const batchWriteLimit = 25;

/** The service's table in DynamoDB. */
export function dynamoDbTable(tableName: string, client = new DynamoDBClient({})): Table {
  // What it would log of a whole answer is worked out for each call, though nothing logs it.
  client.middlewareStack.remove("loggerMiddleware");
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

  async function changed(key: Key, change: Change, condition: Condition | undefined, answered: ReturnValue) {
    const { forCondition, forUpdate } = expressionOf(change, condition);
    const { Attributes } = await conditional(() =>
      documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: key,
          ReturnValues: answered,
          ...forCondition,
          ...forUpdate,
        }),
      ),
    );
    return Attributes as Item | undefined;
  }

  return {
    async get(key) {
      const { Item: item } = await documents.send(
        new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
      );
      return item as Item | undefined;
    },

    async getMany(keys) {
      const found: Item[] = [];
      for (const some of batches(keys, batchGetLimit)) {
        let asked: Key[] = some;
        while (asked.length > 0) {
          const { Responses, UnprocessedKeys } = await documents.send(
            new BatchGetCommand({ RequestItems: { [tableName]: { Keys: asked, ConsistentRead: true } } }),
          );
          found.push(...((Responses?.[tableName] ?? []) as Item[]));
          asked = (UnprocessedKeys?.[tableName]?.Keys ?? []) as unknown as Key[];
        }
      }
      return found;
    },

    async put(item, condition) {
      await conditional(() =>
        documents.send(
          new PutCommand({ TableName: tableName, Item: item, ...expressionOf({}, condition).forCondition }),
        ),
      );
    },

    async putMany(items) {
      for (const some of batches(items, batchWriteLimit)) {
        let asked = some.map((item) => ({ PutRequest: { Item: item as Record<string, unknown> } }));
        while (asked.length > 0) {
          const { UnprocessedItems } = await documents.send(
            new BatchWriteCommand({ RequestItems: { [tableName]: asked } }),
          );
          asked = (UnprocessedItems?.[tableName] ?? []) as typeof asked;
        }
      }
    },

    async update(key, change, condition) {
      await changed(key, change, condition, "NONE");
    },

    async exchange(key, change, condition) {
      return await changed(key, change, condition, "ALL_OLD");
    },

    async delete(key, condition) {
      await conditional(() =>
        documents.send(
          new DeleteCommand({ TableName: tableName, Key: key, ...expressionOf({}, condition).forCondition }),
        ),
      );
    },

    async query(query) {
      return await runQuery(documents, tableName, query);
    },
  };
}

async function runQuery(documents: DynamoDBDocumentClient, tableName: string, query: Query): Promise<Page> {
  const { partition, sort } = indexKeys[query.index ?? "table"];
  const bounded = query.from !== undefined || query.to !== undefined;
  const { Items, LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      ...(query.index ? { IndexName: query.index } : { ConsistentRead: true }),
      KeyConditionExpression: bounded ? "#p = :p AND #s BETWEEN :from AND :to" : "#p = :p",
      ...(query.only ? { ProjectionExpression: query.only.map((_, at) => `#only${at}`).join(", ") } : {}),
      ExpressionAttributeNames: {
        "#p": partition,
        ...(bounded ? { "#s": sort } : {}),
        ...Object.fromEntries((query.only ?? []).map((name, at) => [`#only${at}`, name])),
      },
      ExpressionAttributeValues: {
        ":p": query.partition,
        // The space and the highest character bound every sort key of ours.
        ...(bounded ? { ":from": query.from ?? " ", ":to": query.to ?? "\uffff" } : {}),
      },
      Limit: query.limit,
      ScanIndexForward: !query.newestFirst,
      ExclusiveStartKey: query.after ? JSON.parse(query.after) : undefined,
    }),
  );
  return {
    items: (Items ?? []) as Item[],
    ...(LastEvaluatedKey ? { next: JSON.stringify(LastEvaluatedKey) } : {}),
  };
}

async function conditional<Answer>(write: () => Promise<Answer>): Promise<Answer> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ConditionFailed("a write's condition");
    throw error;
  }
}

/** Collects names and values of one request, so that every part can refer to any attribute safely. */
function expressionOf(change: Change, condition?: Condition) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const name = (attribute: string) => {
    names[`#${attribute}`] = attribute;
    return `#${attribute}`;
  };
  const value = (given: unknown) => {
    const placeholder = `:v${Object.keys(values).length}`;
    values[placeholder] = given;
    return placeholder;
  };
  const each = <Given>(
    given: Readonly<Record<string, Given>> | undefined,
    write: (a: string, g: Given) => string,
  ) => Object.entries(given ?? {}).map(([attribute, to]) => write(attribute, to));

  const sets = [
    ...each(change.set, (a, to) => `${name(a)} = ${value(to)}`),
    ...each(
      change.append,
      (a, more) => `${name(a)} = list_append(if_not_exists(${name(a)}, ${value([])}), ${value(more)})`,
    ),
  ];
  const removes = (change.remove ?? []).map(name);
  const adds = each(change.addTo, (a, members) => `${name(a)} ${value(new Set(members))}`);
  const deletes = each(change.deleteFrom, (a, members) => `${name(a)} ${value(new Set(members))}`);
  const update = [
    sets.length > 0 ? `SET ${sets.join(", ")}` : "",
    removes.length > 0 ? `REMOVE ${removes.join(", ")}` : "",
    adds.length > 0 ? `ADD ${adds.join(", ")}` : "",
    deletes.length > 0 ? `DELETE ${deletes.join(", ")}` : "",
  ].filter((part) => part !== "");

  const conditionExpression = condition ? conditionOf(condition, name, value) : undefined;
  return {
    forUpdate: update.length > 0 ? { UpdateExpression: update.join(" ") } : {},
    forCondition: {
      ...(conditionExpression ? { ConditionExpression: conditionExpression } : {}),
      ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
      ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
    },
  };
}

function conditionOf(
  condition: Condition,
  name: (attribute: string) => string,
  value: (given: unknown) => string,
): string {
  if ("absent" in condition) return `attribute_not_exists(${name("pk")})`;
  const equal = Object.entries(condition.equals ?? {}).map(([attribute, wanted]) =>
    wanted === undefined
      ? `attribute_not_exists(${name(attribute)})`
      : `${name(attribute)} = ${value(wanted)}`,
  );
  if (!("room" in condition)) return equal.join(" AND ");
  const { set, member, limit } = condition.room;
  const room = [
    `contains(${name(set)}, ${value(member)})`,
    `(attribute_not_exists(${name(set)}) AND ${name(limit)} > ${value(0)})`,
    `size(${name(set)}) < ${name(limit)}`,
  ].join(" OR ");
  return [`(${room})`, ...equal].join(" AND ");
}

function batches<Entry>(entries: readonly Entry[], size: number): Entry[][] {
  const made: Entry[][] = [];
  for (let at = 0; at < entries.length; at += size) made.push(entries.slice(at, at + size));
  return made;
}

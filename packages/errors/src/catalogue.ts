/** One entry of the error catalogue. The error's detail `name` replaces `{name}` in both texts. */
export interface ErrorEntry {
  /** HTTP status when the error is the answer to a whole request. */
  readonly http: number;
  /** When the error is thrown, for docs/errors.md. */
  readonly meaning: string;
  readonly en: string;
  readonly zh: string;
}

/** Every error that a client can receive. A published code keeps its meaning. */
export const catalogue = {
  INPUT_INVALID: {
    http: 400,
    meaning:
      'A value of the input breaks its range or form. `details.problems` lists each one: the `path` of the field, the `problem` (see below) and both `messages`.',
    en: 'The input is not valid: {problems}',
    zh: '输入无效:{problems}',
  },
  OPERATION_INVALID: {
    http: 400,
    meaning:
      'The request is not an operation of this graph: its syntax, a field, a variable or the operation name is wrong.',
    en: 'The operation cannot be carried out: {reason}',
    zh: '操作无法执行:{reason}',
  },
  ALIAS_HIDES_KEY: {
    http: 400,
    meaning:
      'An alias has the name of a key field of its type, which the graph needs to find the thing in other subgraphs. Choose another alias.',
    en: 'The alias {alias} of {field} hides a key field of {type}: choose another alias.',
    zh: '{field} 的别名 {alias} 与 {type} 的键字段同名:请更换别名。',
  },
  OPERATION_TOO_LARGE: {
    http: 400,
    meaning: 'The operation exceeds a limit on size, depth or expanded selections; it was not planned.',
    en: 'The operation exceeds the limit of {limit} {measure}.',
    zh: '操作超出限制:{measure}上限为 {limit}。',
  },
  ANSWER_TOO_LARGE: {
    http: 400,
    meaning:
      'The answer passed a limit while it was made, and the operation was ended. `details.measure` names the limit: FIELDS, BYTES or REPRESENTATIONS. A mutation may have been carried out: its idempotency key tells.',
    en: 'The answer exceeds a limit of this graph: ask for shorter pages, or for fewer pages within pages.',
    zh: '返回结果超出上限:请减小分页大小,或减少分页的嵌套层数。',
  },
  NOT_ACCEPTABLE: {
    http: 406,
    meaning: 'The client accepts none of the media types in which answers can be given: `details.types`.',
    en: 'Answers have one of these media types only: {types}.',
    zh: '返回结果仅支持以下媒体类型:{types}。',
  },
  METHOD_NOT_ALLOWED: {
    http: 405,
    meaning:
      'The method of the request does not fit its operation: a mutation is sent by POST, a subscription by GET or POST. The header `allow` names the methods.',
    en: 'This operation is sent by one of these methods: {methods}.',
    zh: '此操作仅支持以下请求方法:{methods}。',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    http: 200,
    meaning:
      'The hash of an automatic persisted query is not known: send the operation again with its text and its hash. Clients recognize the English text.',
    en: 'PersistedQueryNotFound',
    zh: '未找到该哈希对应的查询,请附上查询全文重新发送。',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    http: 200,
    meaning:
      'Hashes cannot be registered here, or the version of the extension is not 1: send the text. Clients recognize the English text.',
    en: 'PersistedQueryNotSupported',
    zh: '此处不支持持久化查询,请发送查询全文。',
  },
  DOCUMENT_UNKNOWN: {
    http: 404,
    meaning: 'The manifest of trusted documents has no document of this id: `details.id`.',
    en: 'There is no trusted document "{id}".',
    zh: '受信任文档清单中没有“{id}”。',
  },
  DOCUMENT_NOT_TRUSTED: {
    http: 403,
    meaning: 'This gateway carries out the documents of its manifest only. Send the id of a document.',
    en: 'Only trusted documents are carried out here: send the id of one.',
    zh: '此处仅执行受信任文档,请发送文档编号。',
  },
  REQUEST_TOO_LARGE: {
    http: 413,
    meaning: 'The request body is larger than the endpoint accepts.',
    en: 'The request body exceeds {limit} bytes.',
    zh: '请求体超过 {limit} 字节。',
  },
  UNAUTHENTICATED: {
    http: 401,
    meaning: 'The request carries a token that is malformed, expired or of an unknown issuer.',
    en: 'The token is not valid: {reason}',
    zh: '令牌无效:{reason}',
  },
  FORBIDDEN: {
    http: 403,
    meaning: 'No role of the actor permits the action on this row.',
    en: 'This actor may not {action}.',
    zh: '当前身份无权执行{action}。',
  },
  NOT_FOUND: {
    http: 404,
    meaning: 'The object does not exist, or the actor may not see it. The answer is the same in both cases.',
    en: 'No {thing} {id} is visible to this actor.',
    zh: '未找到可见的{thing}:{id}。',
  },
  STATE_NOT_ALLOWED: {
    http: 409,
    meaning:
      'The state table does not allow the action in this state. `details.available` lists the actions that this actor can perform now.',
    en: 'It is not possible to {action}: the {thing} is in state {state}. Available to this actor: {available}.',
    zh: '{thing}处于{state}状态,不允许{action};当前可执行:{available}。',
  },
  GUARD_FAILED: {
    http: 409,
    meaning:
      'The state allows the action but a guard does not hold. `details.guard` names the guard (see below).',
    en: 'It is not possible to {action}: {guard}.',
    zh: '{action}被拒绝:{guard}。',
  },
  VERSION_STALE: {
    http: 409,
    meaning: 'The object was changed after the version that the caller names. Read it again and retry.',
    en: 'The {thing} is at version {actual}, not {expected}.',
    zh: '{thing}当前版本为 {actual},而非 {expected}。',
  },
  IDEMPOTENCY_KEY_REUSED: {
    http: 409,
    meaning: 'This actor used the idempotency key before, with another body.',
    en: 'The idempotency key was used before with another body.',
    zh: '幂等键已被用于不同的请求内容。',
  },
  IDEMPOTENCY_KEY_WEAK: {
    http: 400,
    meaning:
      'Without a token only the idempotency key identifies a retry. It must be random and have 128 bits or more, for example 22 characters of base64url, 32 hexadecimal digits or a random UUID.',
    en: 'The idempotency key can be guessed. Without a token it must be random, with 128 bits or more.',
    zh: '幂等键可被猜出:未登录时必须为不少于128位的随机值。',
  },
  RATE_LIMITED: {
    http: 429,
    meaning:
      'The hourly limit of one address, or of all anonymous reports together, is reached. Retry after `details.retryAfterSeconds`, which is also the header `retry-after`.',
    en: 'Too many reports; try again in {retryAfterSeconds} seconds.',
    zh: '上报过于频繁,请在 {retryAfterSeconds} 秒后重试。',
  },
  PLACE_OUTSIDE: {
    http: 422,
    meaning: 'The point lies in no grid of the district.',
    en: 'The point {longitude}, {latitude} lies in no grid.',
    zh: '坐标 {longitude}, {latitude} 不在任何网格内。',
  },
  ADDRESS_INVALID: {
    http: 403,
    meaning:
      'The signed address was altered, or was signed for another purpose. `details.reason` is TAMPERED or FOREIGN.',
    en: 'The address cannot be used: {reason}.',
    zh: '地址不可用:{reason}。',
  },
  ADDRESS_EXPIRED: {
    http: 410,
    meaning: 'The validity of the signed address has ended. Request another.',
    en: 'The address has expired; request another.',
    zh: '地址已过期,请重新获取。',
  },
  CONTENT_REFUSED: {
    http: 422,
    meaning:
      'The content differs from its declaration, or is not a picture of an accepted size. `details.reason` is SIZE, HASH, TYPE, DIMENSIONS or UNDECODABLE; nothing is stored.',
    en: 'The content is refused: {reason}.',
    zh: '内容被拒绝:{reason}。',
  },
  CURSOR_INVALID: {
    http: 400,
    meaning:
      'The cursor was altered, belongs to another log, or lies after the end of the log. `details.reason` is TAMPERED, FOREIGN or FUTURE; `details.restartFrom` is a cursor from which to start again.',
    en: 'The cursor cannot be used: {reason}. Start again from {restartFrom}.',
    zh: '游标不可用:{reason};请从 {restartFrom} 重新开始。',
  },
  CURSOR_EXPIRED: {
    http: 410,
    meaning:
      'The events after the cursor are no longer kept. `details.restartFrom` is the oldest cursor that can be resumed.',
    en: 'Events after this cursor are no longer kept; start again from {restartFrom}.',
    zh: '该游标之后的事件已超过保留期;请从 {restartFrom} 重新开始。',
  },
  SUBSCRIPTION_ROOT_EXCLUDED: {
    http: 400,
    meaning: '`@skip` or `@include` leaves the subscription without its root field.',
    en: 'The subscription selects nothing: its root field is excluded by @skip or @include.',
    zh: '订阅没有可选字段:其根字段已被 @skip 或 @include 排除。',
  },
  SUBSCRIPTION_PLANNING_FAILED: {
    http: 500,
    meaning:
      'The subscription is valid, but the planner found no plan for it. This is a fault of the server.',
    en: 'No plan was found for this subscription.',
    zh: '无法为该订阅生成执行计划。',
  },
  SUBSCRIPTION_SCHEMA_CHANGED: {
    http: 410,
    meaning:
      'The schema changed while the subscription ran, and the operation is not valid in the new schema. `details.reasons` holds the validation errors.',
    en: 'The schema has changed and this subscription is no longer valid: {reasons}',
    zh: '图谱已更新,该订阅不再适用,校验器原文:“{reasons}”',
  },
  SUBSCRIPTION_UPSTREAM_FAILED: {
    http: 503,
    meaning: 'The subgraph that sends the events failed. Subscribe again after the last cursor.',
    en: 'The stream of events failed; subscribe again after the last cursor.',
    zh: '事件流中断;请从最后的游标重新订阅。',
  },
  SUBSCRIPTION_EVENT_INVALID: {
    http: 502,
    meaning:
      'A subgraph sent an event that is not a GraphQL result of this subscription. The subscription goes on.',
    en: 'A subgraph sent an event that cannot be used; the subscription goes on.',
    zh: '子图发送了无法使用的事件;订阅仍在继续。',
  },
  SUBSCRIPTIONS_CLOSED: {
    http: 503,
    meaning: 'The gateway shuts down. Subscribe again after the last cursor.',
    en: 'The gateway is shutting down; subscribe again after the last cursor.',
    zh: '网关正在关闭;请从最后的游标重新订阅。',
  },
  SLOW_CONSUMER: {
    http: 429,
    meaning: 'The client did not read its messages in time, and its subscription was ended. It can resume.',
    en: 'The client reads too slowly; subscribe again after the last cursor.',
    zh: '客户端读取过慢;请从最后的游标重新订阅。',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    http: 503,
    meaning: 'The gateway has reached its limit of open subscriptions.',
    en: 'No further subscription can be opened now.',
    zh: '订阅数量已达上限,暂时无法新建订阅。',
  },
  SCHEMA_NOT_READY: {
    http: 503,
    meaning: 'The gateway has not loaded the graph yet.',
    en: 'The graph is not loaded yet; try again.',
    zh: '图谱尚未加载,请稍后重试。',
  },
  SUBGRAPH_UNAVAILABLE: {
    http: 503,
    meaning: 'A subgraph did not answer; the rest of the answer is partial.',
    en: 'The subgraph {subgraph} does not answer.',
    zh: '子图 {subgraph} 无响应。',
  },
  DATA_INCOMPLETE: {
    http: 500,
    meaning:
      'A value that the graph declares as never null was not delivered, so that the nearest nullable field above it is null. A fault of ours; `path` leads to the value.',
    en: 'The value at {field} is missing from the answer.',
    zh: '应答中缺少 {field} 的值。',
  },
  TOO_MANY_TRANSFERS: {
    http: 503,
    meaning:
      'The limit of concurrent uploads and downloads, or of HEIC pictures that wait to be decoded, is reached. Nothing is stored; retry later.',
    en: 'Too many transfers are in progress; try again.',
    zh: '当前传输过多,请稍后重试。',
  },
  EVENTS_UNAVAILABLE: {
    http: 503,
    meaning:
      'The servers that carry events between processes have not been reached since the start, so that there is no stream to follow yet. Queries and mutations are served; subscribe again later.',
    en: 'Events cannot be followed yet; try again.',
    zh: '事件通道尚未接通,请稍后重试。',
  },
  DATABASE_BUSY: {
    http: 503,
    meaning:
      'The database did not answer in time, or another process holds it. Nothing was changed; try again.',
    en: 'The database is busy; try again.',
    zh: '数据库繁忙,请稍后重试。',
  },
  INTERNAL_ERROR: {
    http: 500,
    meaning:
      'A fault of the server. The log holds the cause under the request id; the answer does not contain it.',
    en: 'An internal error occurred (request {requestId}).',
    zh: '内部错误(请求 {requestId})。',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof catalogue;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(catalogue, code);
}

import type { Text } from './text.ts';

/** Reasons of a refusal, by the code that `details.reason` holds. */
export const reasons = {
  BODY_NOT_GZIP: { en: 'the body is not gzip data', zh: '请求体不是“gzip”数据' },
  BODY_NOT_GRAPHQL: {
    en: 'the body is not a GraphQL request in JSON',
    zh: '请求体不是 JSON 格式的 GraphQL 请求',
  },
  PARAMETERS_NOT_GRAPHQL: {
    en: 'the parameters of the address are not a GraphQL request',
    zh: '地址参数不是有效的 GraphQL 请求',
  },
  HASH_FORM: { en: 'the hash is not SHA-256 in hexadecimal digits', zh: '哈希值不是十六进制的“SHA-256”' },
  HASH_MISMATCH: { en: 'the hash is not that of the text', zh: '哈希值与查询文本不符' },
  QUERY_MISSING: { en: 'there is no text of an operation', zh: '缺少操作文本' },
  BODY_NOT_TEXT: { en: 'the body is not UTF-8 text', zh: '请求体不是 UTF-8 文本' },
  CONTENT_ENCODING: { en: 'the content encoding must be gzip or none', zh: '内容编码必须为“gzip”或不编码' },
  CONTENT_TYPE: { en: 'the content type must be application/json', zh: '内容类型必须为 application/json' },
  DIMENSIONS: {
    en: 'a picture of {width} by {height} pixels is not accepted',
    zh: '不接受尺寸为 {width}×{height} 像素的图片',
  },
  EXPIRED: { en: 'it has expired', zh: '已过期' },
  FOREIGN: { en: 'it was issued for another purpose or log', zh: '不是为此用途或此日志签发' },
  FUTURE: { en: 'it lies after the end of the log', zh: '位于日志末尾之后' },
  GATEWAY_ONLY: { en: 'only the gateway may send requests', zh: '仅接受网关的请求' },
  HASH: { en: 'its SHA-256 differs from the declared one', zh: '其 SHA-256 与声明不符' },
  HEADER_FORM: { en: 'the header must be "Bearer <token>"', zh: '请求头应为“Bearer <token>”' },
  LENGTH_MISSING: { en: 'the request needs a content-length', zh: '请求缺少 content-length' },
  KIND_UNKNOWN: { en: 'this graph has no operations of the kind {kind}', zh: '该图谱没有 {kind} 类操作' },
  NOT_ESTIMATED: { en: 'the size of its answer cannot be estimated', zh: '无法估算结果大小' },
  NOT_PARSED: { en: 'it cannot be parsed', zh: '无法解析' },
  NOT_PROVEN: { en: 'its signature or content is not valid', zh: '签名或内容无效' },
  OPERATION_UNKNOWN: {
    en: 'no operation has the name {operationName}',
    zh: '没有名为 {operationName} 的操作',
  },
  OPERATION_UNNAMED: { en: 'operationName must select an operation', zh: '须用 operationName 指定一个操作' },
  PERSON_UNKNOWN: { en: 'no person in service has this name', zh: '没有此名称的在岗人员' },
  REJECTED: { en: '{quote}', zh: '与图谱定义不符,校验器原文:“{quote}”' },
  SIZE: {
    en: '{actual} bytes arrived, {declared} are declared',
    zh: '收到 {actual} 字节,声明为 {declared} 字节',
  },
  STREAM_ONLY: {
    en: 'a subscription needs a WebSocket with graphql-transport-ws on this path, or text/event-stream or multipart/mixed as the accepted media type',
    zh: '订阅须在此路径上使用“graphql-transport-ws”协议的 WebSocket,或以“text/event-stream”“multipart/mixed”为可接受的媒体类型',
  },
  SUBSCRIPTION_ONLY: { en: 'only subscriptions are accepted here', zh: '此处仅接受订阅' },
  TAMPERED: { en: 'it was altered', zh: '内容被改动' },
  TYPE: { en: 'its content is {actual}, not {declared}', zh: '内容为 {actual},而非 {declared}' },
  UNDECODABLE: { en: 'the picture cannot be decoded', zh: '图片无法解码' },
} as const satisfies Record<string, Text>;

export type Reason = keyof typeof reasons;

/** The limited properties of an operation, by the code that `details.measure` holds. */
export const measures = {
  ALIASES: { en: 'aliases', zh: '别名数' },
  ANSWERED_FIELDS: {
    en: 'fields in its answer; request shorter pages, or fewer pages within pages',
    zh: '结果字段数(请缩短分页或减少嵌套分页)',
  },
  DIRECTIVES: { en: 'directives', zh: '指令数' },
  EXPANDED_FIELDS: { en: 'fields with fragments expanded', zh: '展开片段后的字段数' },
  NESTED_FIELDS: { en: 'levels of nested fields', zh: '字段嵌套层数' },
  FETCH_OPTIONS: { en: 'ways to fetch one field', zh: '单个字段的获取路径数' },
  OPERATIONS: { en: 'open operations', zh: '同时进行的操作数' },
  ROOT_FIELDS: { en: 'root fields', zh: '根字段数' },
} as const satisfies Record<string, Text>;

export type Measure = keyof typeof measures;

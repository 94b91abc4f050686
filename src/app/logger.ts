import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'

export type { Logger } from 'pino'

/** Names of fields whose values never reach a log, wherever in the first three levels they stand. */
const SECRET_FIELDS = [
  'authorization', 'Authorization', 'cookie', 'set-cookie', '"x-api-key"', 'password', 'secret', 'secrets', 'secretKey', 'secretKeys',
  'apiKey', 'api_key', 'token', 'signInLink', 'clickKey', 'click_key', 'connectionString', 'databaseUrl', 'databaseAppUrl', 'ownerUrl', 'appUrl', 'smtpUrl',
]

const paths = SECRET_FIELDS.flatMap((field) => {
  const name = /^\w+$/.test(field) ? field : `["${field.replaceAll('"', '')}"]`
  const join = (prefix: string) => (name.startsWith('[') ? `${prefix}${name}` : `${prefix}.${name}`)
  return [name, join('*'), join('*.*')]
})

/**
 * The process's log: one JSON object per line on standard error; standard output is for what people and scripts asked for.
 * Credentials are blotted out, query strings are not logged at all: they carry click keys and people's data.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, censor: '[redacted]' },
      serializers: { err: serializeError, req: serializeRequest },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  )
}

/** A connection string in a driver's message would carry its password. */
const CREDENTIALS_IN_URL = /:\/\/([^\s:/@]*):[^\s@]*@/g

function serializeError(error: Error): unknown {
  const { message, stack, ...rest } = stdSerializers.err(error)
  return { ...rest, message: withoutCredentials(message), stack: withoutCredentials(stack ?? '') }
}

function withoutCredentials(text: string): string {
  return text.replace(CREDENTIALS_IN_URL, '://$1:[redacted]@')
}

function serializeRequest(request: { method?: string; url?: string; ip?: string }): unknown {
  return { method: request.method, path: request.url?.split('?')[0], ip: request.ip }
}

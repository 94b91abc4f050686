import { operatorApi } from '../../api/client.ts'

/** The program's present: a test program has a clock of its own. */
export function useProgramNow(): string | undefined {
  return operatorApi.useGet('GET /program', {}).data?.now
}

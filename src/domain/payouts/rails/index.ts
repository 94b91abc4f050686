export { buildRailFile } from './build-rail-file.ts'
export type * from './rail-file.ts'
export { RAILS } from './rail-file.ts'
export { endToEndIdOf, messageIdOf } from './rail-ids.ts'

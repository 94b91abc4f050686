// Runs the benchmarks one after the other, or those named: `npm run bench`, `npm run bench -- redirect`. Each states its own peer and figures.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const file = (name: string): string => path.join(import.meta.dirname, `${name}.ts`)
/** A benchmark says in its head how it is run; the other files here are its parts. */
const benchmarks = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && readFileSync(path.join(import.meta.dirname, name), 'utf8').includes(`bench/${name}`))
  .map((name) => name.slice(0, -'.ts'.length))
const [first, ...rest] = process.argv.slice(2)
const chosen = first === undefined ? benchmarks : [first]
for (const name of chosen) {
  if (!benchmarks.includes(name)) {
    process.stderr.write(`There is no benchmark ${name}; there are ${benchmarks.join(', ')}.\n`)
    process.exit(2)
  }
  process.stdout.write(`── ${name}\n`)
  const { status } = spawnSync(process.execPath, [file(name), ...rest], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}

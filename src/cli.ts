import { runCommandLine } from './cli/command-line.ts'

// Set and not exited with: what was written to a pipe is to arrive.
process.exitCode = await runCommandLine(process.argv.slice(2))

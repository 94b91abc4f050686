import path from 'node:path'
import { build } from 'esbuild'

const SOURCES = path.resolve(import.meta.dirname, '../web/sdk')

/** The script as pages get it, made of its sources in web/sdk. */
export async function buildSdk(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(SOURCES, 'main.ts')],
    absWorkingDir: SOURCES,
    bundle: true,
    minify: true,
    format: 'iife',
    // Browsers since 2020.
    target: 'es2020',
    charset: 'utf8',
    write: false,
    logLevel: 'error',
    tsconfigRaw: {},
  })
  return outputFiles[0]?.text ?? ''
}

import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'

const SOURCES = path.resolve(import.meta.dirname, '../web/verifier')

/** The verifier of statements as one file, made of its sources in web/verifier: it asks for nothing and can send nothing. */
export async function buildVerifier(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(SOURCES, 'main.ts')],
    absWorkingDir: SOURCES,
    bundle: true,
    minify: true,
    format: 'iife',
    // Browsers since 2024.
    target: 'es2023',
    charset: 'utf8',
    legalComments: 'inline',
    write: false,
    logLevel: 'error',
    tsconfigRaw: {},
  })
  const script = (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script').trim()
  const style = (await readFile(path.join(SOURCES, 'style.css'), 'utf8')).trim()
  const policy = `default-src 'none'; script-src ${hashSource(script)}; style-src ${hashSource(style)}; base-uri 'none'; form-action 'none'`
  const parts: Readonly<Record<string, string>> = { policy, style, script }
  const page = await readFile(path.join(SOURCES, 'page.html'), 'utf8')
  return page.replace(/\{(policy|style|script)\}/g, (_, name: string) => parts[name] ?? '')
}

function hashSource(content: string): string {
  return `'sha256-${hash('sha256', content, 'base64')}'`
}

import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
let project: string

beforeEach(() => {
  project = mkdtempSync(path.join(os.tmpdir(), 'fairshare launcher '))
  mkdirSync(path.join(project, 'scripts'))
  copyFileSync(path.join(ROOT, 'scripts/run.mjs'), path.join(project, 'scripts/run.mjs'))
  writeFileSync(path.join(project, 'package.json'), '{"type": "module"}')
  writeFileSync(path.join(project, 'echo.mjs'), 'console.log(JSON.stringify([process.env.TEST_DOSE ?? null, ...process.argv.slice(2)])); process.exit(Number(process.argv[2] ?? 0))')
  // Stands in for npm: notes how it was called, and that everything is installed.
  writeFileSync(
    path.join(project, 'npm.js'),
    `import fs from 'node:fs'; fs.appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n'); if (process.env.NPM_FAILS) process.exit(3)
     fs.mkdirSync('node_modules', { recursive: true }); fs.writeFileSync('node_modules/.package-lock.json', '{}')`,
  )
})
afterEach(() => rmSync(project, { recursive: true }))

function run(args: readonly string[], env: Record<string, string> = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [path.join(project, 'scripts/run.mjs'), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', npm_execpath: path.join(project, 'npm.js'), ...env },
  })
}

function installs(): string[] {
  try {
    return readFileSync(path.join(project, 'npm.log'), 'utf8').trim().split('\n')
  } catch {
    return []
  }
}

describe('the launcher', () => {
  test('passes arguments, dose and exit code through', () => {
    const { stdout, status } = run(['--dose=short', 'echo.mjs', '7', '--flag'])
    expect([JSON.parse(stdout), status]).toEqual([['short', '7', '--flag'], 7])
    expect(run([]).status).toBe(2)
  })

  test('installs once what is missing, without install scripts, and says nothing of it on standard output', () => {
    writeFileSync(path.join(project, 'package-lock.json'), '{}')
    expect(run(['echo.mjs', '0']).stdout).toBe('[null,"0"]\n')
    expect(run(['echo.mjs', '0']).status).toBe(0)
    expect(installs()).toEqual([expect.stringMatching(/^ci --ignore-scripts /)])
  })

  test('installs again when the lock file is newer than what is installed', () => {
    writeFileSync(path.join(project, 'package-lock.json'), '{}')
    run(['echo.mjs'])
    const later = new Date(Date.now() + 60_000)
    utimesSync(path.join(project, 'package-lock.json'), later, later)
    run(['echo.mjs'])
    expect(installs()).toHaveLength(2)
  })

  test('of two starts at once one installs, the other waits for it', async () => {
    writeFileSync(path.join(project, 'package-lock.json'), '{}')
    const codes = await Promise.all([1, 2].map(() => new Promise((resolve) => spawn(process.execPath, [path.join(project, 'scripts/run.mjs'), 'echo.mjs'], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'] ?? '', npm_execpath: path.join(project, 'npm.js') },
    }).once('exit', resolve))))
    expect([codes, installs().length]).toEqual([[0, 0], 1])
  })

  test('never installs into packages that are linked from elsewhere', () => {
    const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'fairshare packages '))
    symlinkSync(elsewhere, path.join(project, 'node_modules'))
    writeFileSync(path.join(project, 'package-lock.json'), '{}')
    expect(run(['echo.mjs']).status).toBe(0)
    expect(installs()).toEqual([])
    rmSync(elsewhere, { recursive: true })
  })

  test('starts nothing on half-installed packages', () => {
    writeFileSync(path.join(project, 'package-lock.json'), '{}')
    const { status, stdout, stderr } = run(['echo.mjs'], { NPM_FAILS: '1' })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('npm ci failed (exit code 3)')
  })
})

test('bin/fairshare finds the project through a link, from any folder', () => {
  const link = path.join(project, 'fairshare')
  symlinkSync(path.join(ROOT, 'bin/fairshare'), link)
  const { status, stdout } = spawnSync(link, ['--help'], { cwd: os.tmpdir(), encoding: 'utf8' })
  expect([status, stdout.split('\n')[0]]).toEqual([0, 'Usage: fairshare [options] [command]'])
})

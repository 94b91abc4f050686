// What we use of two packages whose own types are missing, or do not resolve here.
declare module '@php-wasm/node-8-0' {
  export function getPHPLoaderModule(): Promise<object>
}
declare module '@php-wasm/universal' {
  export function loadPHPRuntime(module: object): Promise<number>

  export class PHP {
    constructor(runtime: number)
    mkdir(path: string): void
    writeFile(path: string, data: string | Uint8Array): void
    onMessage(react: (message: string) => Promise<string>): void
    run(request: { readonly scriptPath: string; readonly env: Readonly<Record<string, string>> }): Promise<{ readonly text: string }>
    exit(): void
  }
}

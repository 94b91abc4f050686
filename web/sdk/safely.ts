let isDebugging = false

/** Whether what goes wrong is told in the console. */
export function setDebugging(isOn: boolean): void {
  isDebugging = isOn
}

export function tell(...what: readonly unknown[]): void {
  if (!isDebugging) return
  try {
    console.warn('[affiliatus]', ...what)
  } catch {
    // Pages replace the console too.
  }
}

/** Runs something that must not throw into the page. */
export function safely<Result, Otherwise>(run: () => Result, otherwise: Otherwise): Result | Otherwise {
  try {
    return run()
  } catch (error) {
    tell(error)
    return otherwise
  }
}

type Child = Node | string | null

/** An element with attributes and contents; texts are texts, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Readonly<Record<string, string>> = {}, ...children: readonly Child[]): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children.filter((child) => child !== null))
  return made
}

const MARKS = { good: 'M5 12.5l4.5 4.5L19 7', bad: 'M6 6l12 12M18 6L6 18', look: 'M12 5v9M12 18.5v.5' } as const

/** A sign in the colour around it. Drawn: not every font has one. */
export function mark(kind: keyof typeof MARKS): Element {
  return drawing(`<path d="${MARKS[kind]}"/>`)
}

export function logo(): Element {
  return drawing('<path d="M4 9h10M4 15h16"/><circle cx="19" cy="9" r="1.6" fill="currentColor" stroke="none"/>')
}

/** Of our own markup only. */
function drawing(markup: string): Element {
  const head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" aria-hidden="true">'
  return document.importNode(new DOMParser().parseFromString(`${head}${markup}</svg>`, 'image/svg+xml').documentElement, true)
}

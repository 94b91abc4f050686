/** A part of an XML document: an element with its children, or with text. */
export interface XmlElement {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly content: string | readonly (XmlElement | null)[]
}

/** An element; children that are null are left out. */
export function element(name: string, content: XmlElement['content'], attributes?: XmlElement['attributes']): XmlElement {
  return attributes === undefined ? { name, content } : { name, content, attributes }
}

/** The document as text: UTF-8, line feeds, two blanks of indent, always the same. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, '')}`
}

function writeElement({ name, attributes, content }: XmlElement, indent: string): string {
  const start = `${indent}<${name}${writeAttributes(attributes ?? {})}>`
  if (typeof content === 'string') return `${start}${escapeXml(content)}</${name}>\n`
  const children = content.map((child) => (child === null ? '' : writeElement(child, `${indent}  `))).join('')
  return `${start}\n${children}${indent}</${name}>\n`
}

function writeAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}

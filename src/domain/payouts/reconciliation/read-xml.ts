import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { malformedFile } from './malformed-file.ts'

/** Messages of banks have about fifteen. */
const DEPTH_MAX = 40

/** An element of a document: its text, its attributes by `@name`, and its children by name without their namespace. */
export type XmlNode = Readonly<Record<string, unknown>>

const parser = new XMLParser({
  ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true, parseTagValue: false, parseAttributeValue: false, alwaysCreateTextNode: true,
  maxNestedTags: DEPTH_MAX, isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
})

/**
 * Reads a document without a document type: there are no entities of its own, nothing is fetched, nothing grows. Throws `invalid_request` for
 * what has one, is not well-formed, or is deeper than any message.
 */
export function readXml(content: string): XmlNode {
  // Only comments and CDATA may begin like this; entities are declared in a document type.
  if (/<!(?!--|\[CDATA\[)/.test(content)) throw malformedFile('A document type is not taken.')
  try {
    const text = content.replace(/^\uFEFF/, '')
    if (XMLValidator.validate(text) === true) return nodeOf(parser.parse(text))
  } catch {
    // What the parser complains about can be as long as the file.
  }
  throw malformedFile('Expected well-formed XML.')
}

/** The children of these names, one below the other, in the order of the document. */
export function childrenOf(node: XmlNode | undefined, ...[name, ...rest]: readonly string[]): XmlNode[] {
  if (node === undefined || name === undefined) return []
  const value = Object.hasOwn(node, name) ? node[name] : undefined
  const children = Array.isArray(value) ? value.map(nodeOf) : []
  return rest.length === 0 ? children : children.flatMap((child) => childrenOf(child, ...rest))
}

/** The first of them. */
export function childOf(node: XmlNode | undefined, ...names: readonly string[]): XmlNode | undefined {
  return childrenOf(node, ...names)[0]
}

/** The text of the first of them; null when there is none or it is empty. */
export function textOf(node: XmlNode | undefined, ...names: readonly string[]): string | null {
  const text = (names.length === 0 ? node : childOf(node, ...names))?.['#text']
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null
}

export function attributeOf(node: XmlNode | undefined, name: string): string | null {
  const value = node?.[`@${name}`]
  return typeof value === 'string' ? value : null
}

function nodeOf(value: unknown): XmlNode {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

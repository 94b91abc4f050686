import { DomainError, type FieldError } from '../../errors.ts'
import { isUuid, type Uuid } from '../../ids.ts'
import { isCurrency } from '../../money/currencies.ts'
import { parseInstant } from '../../time/instant.ts'
import type { FieldValues } from '../import-field.ts'

/** Reads the values of a row and collects what is wrong with them. */
export class ValueReader {
  readonly #values: FieldValues
  readonly #errors: FieldError[] = []

  constructor(values: FieldValues) {
    this.#values = values
  }

  /** Throws `invalid_request` naming every wrong field. */
  finish(): void {
    if (this.#errors.length > 0) throw new DomainError('invalid_request', { errors: this.#errors })
  }

  refuse(path: string, code: string, message: string): void {
    this.#errors.push({ path, code, message })
  }

  text(name: string, longest: number): string | null {
    const value = this.#values[name]
    if (value === undefined) return null
    const text = String(value)
    if (!text.isWellFormed()) this.refuse(name, 'lone_surrogate', 'Text cannot contain half of a surrogate pair.')
    else if (text.length > longest) this.refuse(name, 'too_long', `At most ${longest} characters.`)
    else return text
    return null
  }

  required(name: string, longest: number): string {
    if (this.#values[name] === undefined) this.refuse(name, 'required', 'Required.')
    return this.text(name, longest) ?? ''
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name, 100)?.trim().toLowerCase()
    if (text === undefined) return undefined
    const choice = choices.find((known) => known === text)
    if (choice === undefined) this.refuse(name, 'invalid_value', `Expected one of ${choices.join(', ')}.`)
    return choice
  }

  flag(name: string): boolean | null {
    const value = this.#values[name]
    return typeof value === 'boolean' ? value : null
  }

  instant(name: string): Date {
    const parsed = parseInstant(this.#values[name])
    if (parsed === null) this.refuse(name, 'invalid_date', 'Expected an ISO 8601 date and time with a zone, like 2024-01-15T10:30:00.000Z.')
    return parsed ?? new Date(0)
  }

  id(name: string): Uuid | null {
    const text = this.text(name, 100)?.trim().toLowerCase() ?? null
    if (text === null) return null
    if (isUuid(text)) return text
    this.refuse(name, 'invalid_id', 'Expected an id.')
    return null
  }

  country(name: string): string | null {
    const text = this.text(name, 100)?.trim() ?? null
    if (text === null || /^[A-Z]{2}$/.test(text)) return text
    this.refuse(name, 'invalid_country', 'Expected a country code of two capital letters.')
    return null
  }

  currency(name: string): string | undefined {
    const text = this.text(name, 100)?.trim()
    if (text === undefined || isCurrency(text)) return text
    this.refuse(name, 'invalid_currency', 'Expected an ISO 4217 currency code.')
    return undefined
  }
}

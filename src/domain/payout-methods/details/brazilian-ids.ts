/** Whether the check digits of a CPF are right: eleven digits. A digit repeated eleven times passes the sum and is nobody's. */
export function isCpf(cpf: string): boolean {
  return /^\d{11}$/.test(cpf) && !isOneCharacter(cpf) && hasCheckDigits(cpf, 11)
}

/**
 * Whether the check digits of a CNPJ are right: twelve letters or digits (letters since July 2026) and two digits. A letter counts as
 * its ASCII code less 48, so that digits count as themselves (Receita Federal, IN 2.229/2024).
 */
export function isCnpj(cnpj: string): boolean {
  return /^[0-9A-Z]{12}\d{2}$/.test(cnpj) && !isOneCharacter(cnpj) && hasCheckDigits(cnpj, 9)
}

function isOneCharacter(text: string): boolean {
  return text === text.charAt(0).repeat(text.length)
}

function hasCheckDigits(text: string, heaviest: number): boolean {
  const first = text.length - 2
  return [first, first + 1].every((at) => Number(text.charAt(at)) === checkDigit(text.slice(0, at), heaviest))
}

/** Modulo 11; weights 2, 3, … from the right, again from 2 after the heaviest. */
function checkDigit(body: string, heaviest: number): number {
  const weights = heaviest - 1
  const sum = [...body].reverse().reduce((total, character, index) => total + (character.charCodeAt(0) - ZERO) * ((index % weights) + 2), 0)
  const rest = sum % 11
  return rest < 2 ? 0 : 11 - rest
}

const ZERO = 48

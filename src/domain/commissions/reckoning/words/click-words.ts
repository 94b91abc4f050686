import type { Because } from '../../explanation.ts'
import { amountAt, amountOf, countAt, countOf, find, named, textAt } from './leaves.ts'
import { type Counted, limitWords } from './modifier-words.ts'
import type { Speaker, Tell, ToldAward } from './told-award.ts'

/** The clicks of a day by what each is paid, what caps left out, and what is not paid. */
export const clickWords: Tell = (say, award) => {
  const { leaves } = award
  const paid = named(leaves, 'paidClicks').map(({ because = [] }) => {
    const [clicks, amount] = [countAt(because, 'uniqueClicks'), say.sum(amountAt(because, 'amountPerClick'))]
    return say.pick([`${clicks} at ${amount}`, `${clicks} a ${amount}`, `${clicks} a ${amount}`])
  })
  const repeated = countAt(leaves, 'repeatedClicks')
  const invalid = countAt(leaves, 'invalidClicks')
  return [
    `${clicksOf(say, award)}: ${paid.length === 0 ? say.pick(['none is paid', 'nenhum é pago', 'ninguno se paga']) : say.list(paid)}`,
    ...named(leaves, 'paidInPart').map((leaf) => {
      const [rest, limit] = [say.sum(amountOf(leaf)), limitOf(say, leaf)]
      return say.pick([`one more is paid the rest of ${rest} that ${limit} leaves`, `mais um recebe o resto de ${rest} que ${limit} deixa`, `uno más recibe el resto de ${rest} que deja ${limit}`])
    }),
    ...named(leaves, 'clicksBeyondCap').flatMap((leaf) => {
      const [beyond, limit] = [countOf(leaf), limitOf(say, leaf)]
      return beyond === 0n ? [] : [say.pick([`beyond ${limit}: ${beyond}`, `passam d${limit}: ${beyond}`, `superan ${limit}: ${beyond}`])]
    }),
    ...(repeated === 0n ? [] : [say.pick([`of visitors who had clicked before: ${repeated}`, `de visitantes que já tinham clicado: ${repeated}`, `de visitantes que ya habían hecho clic: ${repeated}`])]),
    ...(invalid === 0n ? [] : [say.pick([`not valid: ${invalid}`, `não válidos: ${invalid}`, `no válidos: ${invalid}`])]),
  ].join('; ')
}

const CLICKS: Counted = { one: ['click', 'clique', 'clic'], many: ['clicks', 'cliques', 'clics'] }

function limitOf(say: Speaker, { because = [] }: Because): string {
  const cap = find(because, 'cap')
  const limit = cap === undefined ? '' : limitWords(say, cap, CLICKS)
  return say.pick([`the cap of ${limit}`, `o limite de ${limit}`, `el tope de ${limit}`])
}

function clicksOf(say: Speaker, { leaves, scopeName }: ToldAward): string {
  const day = say.day(textAt(leaves, 'day') ?? '')
  const place = scopeName === null ? '' : ` (${scopeName})`
  return say.pick([`clicks of ${day}${place}`, `cliques de ${day}${place}`, `clics del ${day}${place}`])
}

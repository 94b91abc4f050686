import type { Phrase } from '../../components/clauses.ts'
import { amountAt, amountOf, countAt, countOf, find, named, textAt } from './leaves.ts'
import { limitWords } from './modifier-words.ts'
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
      const rest = say.sum(amountOf(leaf))
      return say.pick([`one more is paid the rest of ${rest}`, `mais um recebe o resto de ${rest}`, `uno más recibe el resto de ${rest}`])
    }),
    ...named(leaves, 'clicksBeyondCap').map((leaf) => {
      const [beyond, cap] = [countOf(leaf), find(leaf.because ?? [], 'cap')]
      const limit = cap === undefined ? '' : limitWords(say, cap, CLICKS)
      return say.pick([`beyond the cap of ${limit}: ${beyond}`, `além do limite de ${limit}: ${beyond}`, `más allá del tope de ${limit}: ${beyond}`])
    }),
    ...(repeated === 0n ? [] : [say.pick([`of visitors who had clicked before: ${repeated}`, `de visitantes que já tinham clicado: ${repeated}`, `de visitantes que ya habían hecho clic: ${repeated}`])]),
    ...(invalid === 0n ? [] : [say.pick([`not valid: ${invalid}`, `não válidos: ${invalid}`, `no válidos: ${invalid}`])]),
  ].join('; ')
}

const CLICKS: Phrase = ['clicks', 'cliques', 'clics']

function clicksOf(say: Speaker, { leaves, scopeName }: ToldAward): string {
  const day = say.day(textAt(leaves, 'day') ?? '')
  const place = scopeName === null ? '' : ` (${scopeName})`
  return say.pick([`clicks of ${day}${place}`, `cliques de ${day}${place}`, `clics del ${day}${place}`])
}

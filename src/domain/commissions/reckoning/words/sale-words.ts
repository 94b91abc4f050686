import { amountAt, countAt, find, type Leaves, rateOf } from './leaves.ts'
import { rowWords } from './modifier-words.ts'
import type { Speaker, Tell } from './told-award.ts'

/** A sale and its rate or amount; of a refund, the part of the commission that it takes back. */
export const saleWords: Tell = (say, { leaves }) => {
  if (find(leaves, 'originalCommission') !== undefined) return refundWords(say, leaves)
  const terms = find(leaves, 'saleEarns')?.because ?? leaves
  return saleTerms(say, terms) + numberWords(say, terms) + rowWords(say, terms) + refundedWords(say, leaves)
}

function saleTerms(say: Speaker, terms: Leaves): string {
  const sale = say.sum(amountAt(terms, 'saleAmount'))
  const rate = find(terms, 'rate')
  if (rate !== undefined) {
    const percent = say.percent(rateOf(rate))
    return say.pick([`${percent} of a sale of ${sale}`, `${percent} de uma venda de ${sale}`, `${percent} de una venta de ${sale}`])
  }
  if (find(terms, 'amountPerSale') === undefined) return say.pick([`a sale of ${sale}`, `uma venda de ${sale}`, `una venta de ${sale}`])
  const amount = say.sum(amountAt(terms, 'amountPerSale'))
  return say.pick([`${amount} for a sale of ${sale}`, `${amount} por uma venda de ${sale}`, `${amount} por una venta de ${sale}`])
}

/** Only where the component does not pay for every sale alike. */
function numberWords(say: Speaker, terms: Leaves): string {
  const number = countAt(terms, 'saleNumber')
  return number === 0n ? '' : say.pick([`, the customer's sale number ${number}`, `, a venda número ${number} do cliente`, `, la venta número ${number} del cliente`])
}

/** Refunds that come off the sale itself. */
function refundedWords(say: Speaker, leaves: Leaves): string {
  const taken = amountAt(leaves, 'takenBackByRefunds')
  if (taken === 0n) return ''
  const [amount, refunded, paid] = [say.sum(-taken), say.sum(amountAt(leaves, 'takenBackByRefunds.refunded')), say.sum(amountAt(leaves, 'takenBackByRefunds.paid'))]
  return say.pick([
    `; ${refunded} of ${paid} has been taken back, and with it ${amount} of the commission`, `; ${refunded} de ${paid} foram devolvidos, e com isso ${amount} da comissão`,
    `; se devolvieron ${refunded} de ${paid}, y con ello ${amount} de la comisión`,
  ])
}

function refundWords(say: Speaker, leaves: Leaves): string {
  const [refunded, paid] = [say.sum(amountAt(leaves, 'refundedAfter')), say.sum(amountAt(leaves, 'paid'))]
  const [original, before] = [say.sum(amountAt(leaves, 'originalCommission')), say.sum(amountAt(leaves, 'takenBackBefore'))]
  return say.pick([
    `${refunded} of ${paid} has been taken back, and with it that part of the commission of ${original}; ${before} had been taken back before`,
    `${refunded} de ${paid} foram devolvidos, e com isso essa parte da comissão de ${original}; ${before} já tinham sido estornados`,
    `se devolvieron ${refunded} de ${paid}, y con ello esa parte de la comisión de ${original}; ${before} ya se habían revertido`,
  ])
}

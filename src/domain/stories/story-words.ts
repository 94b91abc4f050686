import { type Language, LANGUAGES, type Words } from '../commissions/explanation.ts'
import type { PayoutState } from './story.ts'

type Texts = Readonly<Record<Language, string>>
type Codes = Readonly<Record<string, Texts>>

const of = (en: string, pt: string, es: string): Texts => ({ en, 'pt-BR': pt, es })

/** One text per language from sentences; those that are null are left out. */
export function tell(...sentences: readonly (Words | null)[]): Words {
  const said = sentences.flatMap((sentence) => sentence ?? [])
  return perLanguage((language) => said.map((sentence) => sentence[language]).join(' '))
}

function perLanguage(say: (language: Language) => string): Words {
  const [en, pt, es] = LANGUAGES.map(say)
  return { en: en ?? '', 'pt-BR': pt ?? '', es: es ?? '' }
}

const WAYS: Codes = {
  api: of('through the API', 'pela API', 'por la API'),
  import: of('by an import', 'por uma importação', 'por una importación'),
  csv: of('from a CSV file', 'de um arquivo CSV', 'de un archivo CSV'),
  xml: of('from an XML file', 'de um arquivo XML', 'de un archivo XML'),
  pixel: of('from a pixel', 'de um pixel', 'de un píxel'),
  sdk: of('from a page', 'de uma página', 'de una página'),
  gateway: of('from a payment gateway', 'de um gateway de pagamento', 'de una pasarela de pago'),
  manual: of('by hand', 'manualmente', 'a mano'),
}

/** When and how something came. */
export function received(at: Date, via: string): Words {
  return perLanguage((language) => {
    const way = WAYS[via]?.[language] ?? via
    const time = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
    if (language === 'en') return `Received on ${time} ${way}.`
    return language === 'es' ? `Recibido el ${time} ${way}.` : `Recebido em ${time} ${way}.`
  })
}

/** Whose it is. */
export function belongs(affiliate: string, customer: string | null): Words {
  return {
    en: `It belongs to affiliate ${affiliate}${customer === null ? '' : `, who has customer ${customer}`}.`,
    'pt-BR': `Pertence ao afiliado ${affiliate}${customer === null ? '' : `, que tem o cliente ${customer}`}.`,
    es: `Pertenece al afiliado ${affiliate}${customer === null ? '' : `, que tiene al cliente ${customer}`}.`,
  }
}

/** A refund and its sale. */
export function takesBackFrom(sale: string): Words {
  return { en: `It takes back from ${sale}.`, 'pt-BR': `Estorna de ${sale}.`, es: `Revierte de ${sale}.` }
}

/** A successor, and the affiliate that had the customer before. */
export function tookPlace(before: string): Words {
  return {
    en: `Its customer was affiliate ${before}’s until a manager gave it to this one.`,
    'pt-BR': `O cliente era do afiliado ${before} até um gestor passá-lo a este.`,
    es: `El cliente era del afiliado ${before} hasta que un gestor lo pasó a este.`,
  }
}

const STATES: Codes = {
  queued: of('It is in the queue and will be processed in its turn.', 'Está na fila e será processado na sua vez.', 'Está en la cola y se procesará a su turno.'),
  discarded: of('Somebody gave it up after it had failed.', 'Alguém o descartou depois de falhar.', 'Alguien lo descartó después de que fallara.'),
  replaced: of('It failed, and was sent again since.', 'Falhou, e desde então foi enviado de novo.', 'Falló, y desde entonces se envió de nuevo.'),
  resolved: of('It waited, and has become a transaction or turned out to be a repeated one.', 'Esperou, e tornou-se uma transação ou mostrou-se repetido.', 'Esperó, y se convirtió en una transacción o resultó repetido.'),
  pending: of('It waits for approval.', 'Aguarda aprovação.', 'Espera aprobación.'),
  approved: of('It is approved.', 'Está aprovado.', 'Está aprobado.'),
  paid: of('All that it earned was paid.', 'Tudo o que rendeu foi pago.', 'Todo lo que ganó se pagó.'),
  recorded: of('It was recorded; only conversions earn.', 'Foi registrado; só conversões rendem.', 'Se registró; solo las conversiones ganan.'),
  converted: of('It became a sale.', 'Tornou-se uma venda.', 'Se convirtió en una venta.'),
  duplicate: of('The order had been reported before and counts once.', 'O pedido já tinha sido informado e conta uma vez.', 'El pedido ya se había informado y cuenta una vez.'),
  unverified: of('A page registered the customer; its transactions wait until the operator confirms it.', 'Uma página registrou o cliente; suas transações aguardam a confirmação do operador.', 'Una página registró al cliente; sus transacciones esperan a que el operador lo confirme.'),
}

/** A state that needs no reason. */
export function standsAs(state: string): Words | null {
  return STATES[state] ?? null
}

const REASONS: Codes = {
  customer_unknown: of('its customer is not registered', 'o cliente não está registrado', 'el cliente no está registrado'),
  customer_unverified: of('its customer is not confirmed yet', 'o cliente ainda não foi confirmado', 'el cliente todavía no está confirmado'),
  original_unknown: of('the transaction that it takes back has not arrived', 'a transação que estorna não chegou', 'la transacción que revierte no ha llegado'),
  original_pending: of('the transaction that it takes back waits for approval', 'a transação que estorna aguarda aprovação', 'la transacción que revierte espera aprobación'),
  original_rejected: of('the transaction that it takes back was rejected', 'a transação que estorna foi rejeitada', 'la transacción que revierte se rechazó'),
  original_not_refundable: of('the transaction that it names has nothing to take back', 'a transação que nomeia não tem o que estornar', 'la transacción que nombra no tiene nada que revertir'),
  brand_unknown: of('its brand is unknown', 'a marca é desconhecida', 'la marca es desconocida'),
  affiliate_unknown: of('its affiliate is unknown', 'o afiliado é desconhecido', 'el afiliado es desconocido'),
  affiliate_inactive: of('its affiliate is not active', 'o afiliado não está ativo', 'el afiliado no está activo'),
  click_invalid: of('its click is not valid', 'o clique não é válido', 'el clic no es válido'),
  click_required: of('no valid click came with it', 'nenhum clique válido veio com ele', 'no vino ningún clic válido'),
  click_expired: of('its click was too old', 'o clique era antigo demais', 'el clic era demasiado antiguo'),
  click_foreign: of('its click is of another program', 'o clique é de outro programa', 'el clic es de otro programa'),
  coupon_unknown: of('its coupon is unknown', 'o cupom é desconhecido', 'el cupón es desconocido'),
  referral_code_unknown: of('its referral code is unknown', 'o código de indicação é desconhecido', 'el código de referido es desconocido'),
  anonymous_not_allowed: of('the brand takes no transactions without a customer', 'a marca não aceita transações sem cliente', 'la marca no acepta transacciones sin cliente'),
  duplicate_with_other_content: of('another transaction has this externalId with other content', 'outra transação tem este externalId com outro conteúdo', 'otra transacción tiene este externalId con otro contenido'),
  fx_rate_missing: of('there is no exchange rate for its currency', 'não há taxa de câmbio para a moeda', 'no hay tipo de cambio para la moneda'),
  amount_out_of_range: of('an amount is too large', 'um valor é grande demais', 'un importe es demasiado grande'),
  processing_failed: of('it could not be processed', 'não pôde ser processado', 'no se pudo procesar'),
  campaign_paused: of('the campaign was paused', 'a campanha estava pausada', 'la campaña estaba en pausa'),
  reported_by_page: of('only a page had reported the order before', 'só uma página tinha informado o pedido antes', 'solo una página había informado el pedido antes'),
  reported_by_operator: of('the operator has reported it itself', 'o próprio operador o informou', 'el propio operador lo informó'),
}

const BECAUSE = {
  waiting: of('It waits:', 'Está à espera:', 'Está a la espera:'),
  failed: of('It failed:', 'Falhou:', 'Falló:'),
  rejected: of('It was rejected', 'Foi rejeitado', 'Se rechazó'),
  unattributed: of('It belongs to nobody:', 'Não pertence a ninguém:', 'No pertenece a nadie:'),
  organic: of('No affiliate brought the customer:', 'Nenhum afiliado trouxe o cliente:', 'Ningún afiliado trajo al cliente:'),
  moved: of('Its customer was given to another affiliate, and another transaction has its place', 'O cliente passou a outro afiliado, e outra transação ocupa o seu lugar', 'El cliente pasó a otro afiliado, y otra transacción ocupa su lugar'),
} as const

/** A state with its reason: a code of ours in words, or what somebody said. */
export function standsBecause(state: keyof typeof BECAUSE, reason: string | null): Words {
  return perLanguage((language) => {
    const head = BECAUSE[state][language]
    if (reason === null) return `${head.replace(/:$/, '')}.`
    return `${head.endsWith(':') ? head : `${head}:`} ${(REASONS[reason]?.[language] ?? reason).replace(/[.]$/, '')}.`
  })
}

const CARRIERS: Codes = {
  manual: of('by hand', 'manualmente', 'a mano'),
  coupon: of('by a coupon', 'por um cupom', 'por un cupón'),
  click_key: of('by a click', 'por um clique', 'por un clic'),
  referral_code: of('by a referral code', 'por um código de indicação', 'por un código de referido'),
  cookie: of('by a cookie', 'por um cookie', 'por una cookie'),
}

/** Who brought a customer, how, and against how many others. */
export function broughtBy(affiliate: string, carrier: string, others: number): Words {
  return perLanguage((language) => {
    const how = CARRIERS[carrier]?.[language] ?? carrier
    if (language === 'en') return `Affiliate ${affiliate} brought the customer ${how}${others === 0 ? '' : `; ${others} other contacts did not count`}.`
    if (language === 'es') return `El afiliado ${affiliate} trajo al cliente ${how}${others === 0 ? '' : `; otros ${others} contactos no contaron`}.`
    return `O afiliado ${affiliate} trouxe o cliente ${how}${others === 0 ? '' : `; outros ${others} contatos não contaram`}.`
  })
}

/** A manager's decision; `from` null: with history. */
export function givenTo(affiliate: string, from: Date | null, reason: string): Words {
  const since = from === null ? null : from.toISOString().slice(0, 10)
  const why = reason.replace(/[.]$/, '')
  return {
    en: `A manager gave the customer to affiliate ${affiliate} ${since === null ? 'with its history' : `from ${since} on`}: ${why}.`,
    'pt-BR': `Um gestor passou o cliente ao afiliado ${affiliate} ${since === null ? 'com o seu histórico' : `a partir de ${since}`}: ${why}.`,
    es: `Un gestor pasó el cliente al afiliado ${affiliate} ${since === null ? 'con su historial' : `a partir de ${since}`}: ${why}.`,
  }
}

/** A manager's decision; `from` null: whatever the customer does. */
export function keptFromQualifying(from: Date | null, reason: string | null): Words {
  const since = from === null ? null : from.toISOString().slice(0, 10)
  const why = reason === null ? '' : `: ${reason.replace(/[.]$/, '')}`
  return {
    en: `A manager keeps the customer from qualifying${since === null ? '' : ` from ${since} on`}${why}.`,
    'pt-BR': `Um gestor impede que o cliente se qualifique${since === null ? '' : ` a partir de ${since}`}${why}.`,
    es: `Un gestor impide que el cliente se califique${since === null ? '' : ` a partir de ${since}`}${why}.`,
  }
}

const PAYOUTS: Readonly<Record<PayoutState, Texts | null>> = {
  none: null,
  waiting: of('It waits for approval.', 'Aguarda aprovação.', 'Espera aprobación.'),
  held: null,
  payable: of('It is payable.', 'É pagável.', 'Se puede pagar.'),
  paid: of('It was paid.', 'Foi pago.', 'Se pagó.'),
  deducted: of('It takes from what is owed.', 'É descontado do que se deve.', 'Se descuenta de lo que se debe.'),
  rejected: of('The line was rejected.', 'A linha foi rejeitada.', 'La línea se rechazó.'),
  taken_back: of('It was taken back in full.', 'Foi estornado por inteiro.', 'Se revirtió por completo.'),
}

/** Where the money of a line is. */
export function payoutOf(state: PayoutState, payableFrom: Date): Words | null {
  if (state !== 'held') return PAYOUTS[state]
  const day = payableFrom.toISOString().slice(0, 10)
  return { en: `It is payable from ${day}.`, 'pt-BR': `É pagável a partir de ${day}.`, es: `Se puede pagar a partir de ${day}.` }
}

import { LANGUAGES, type Words } from '../commissions/explanation.ts'
import { reasonWords } from '../commissions/explanation-words.ts'
import type { UnpaidKind } from './list-unpaid.ts'

const of = (en: string, pt: string, es: string): Words => ({ en, 'pt-BR': pt, es })

const EVENT_REASONS: Readonly<Record<string, Words>> = {
  campaign_paused: of('the program was paused', 'o programa estava pausado', 'el programa estaba en pausa'),
  affiliate_unknown: of('the affiliate is unknown', 'o afiliado é desconhecido', 'el afiliado es desconocido'),
  affiliate_inactive: of('you were not active at that time', 'você não estava ativo naquele momento', 'no estabas activo en ese momento'),
  brand_unknown: of('its brand is unknown', 'a marca é desconhecida', 'la marca es desconocida'),
  fx_rate_missing: of('there is no exchange rate for its currency', 'não há taxa de câmbio para a moeda', 'no hay tipo de cambio para la moneda'),
  reported_by_page: of('the order had been reported before and counts once', 'o pedido já tinha sido informado e conta uma vez', 'el pedido ya se había informado y cuenta una vez'),
  duplicate: of('the order had been reported before and counts once', 'o pedido já tinha sido informado e conta uma vez', 'el pedido ya se había informado y cuenta una vez'),
  unattributed: of('it belongs to nobody', 'não pertence a ninguém', 'no pertenece a nadie'),
}

const TOUCH_REASONS: Readonly<Record<string, Words>> = {
  bot: of('the click was a robot’s', 'o clique foi de um robô', 'el clic fue de un robot'),
  prefetch: of('the page was fetched ahead, nobody had clicked', 'a página foi carregada antes, ninguém tinha clicado', 'la página se cargó por adelantado, nadie había hecho clic'),
  head: of('only the address was looked up', 'só o endereço foi consultado', 'solo se consultó la dirección'),
  non_document: of('the link was loaded by an image, a frame or a script', 'o link foi carregado por uma imagem, um quadro ou um script', 'el enlace lo cargó una imagen, un marco o un script'),
  click_expired: of('the click was older than the attribution window', 'o clique era mais antigo que a janela de atribuição', 'el clic era más antiguo que la ventana de atribución'),
  click_after_registration: of('the click came after the registration', 'o clique veio depois do registro', 'el clic llegó después del registro'),
  stood_down: of('another affiliate’s click was only minutes old', 'o clique de outro afiliado tinha só alguns minutos', 'el clic de otro afiliado tenía solo unos minutos'),
  lower_precedence: of('something that counts more had brought the customer', 'algo que conta mais trouxe o cliente', 'algo que cuenta más trajo al cliente'),
  not_last_click: of('a later click brought the customer', 'um clique posterior trouxe o cliente', 'un clic posterior trajo al cliente'),
  not_first_click: of('an earlier click brought the customer', 'um clique anterior trouxe o cliente', 'un clic anterior trajo al cliente'),
  unverified: of('the operator has not confirmed what the page reported', 'o operador não confirmou o que a página informou', 'el operador no confirmó lo que informó la página'),
}

/** Why something paid nothing, in every language; a reason that nobody knows any more stays as it is. */
export function tellUnpaidReason(kind: UnpaidKind, reason: string): Words {
  const known = kind === 'event' ? EVENT_REASONS[reason] : kind === 'touch' ? TOUCH_REASONS[reason] : undefined
  if (known !== undefined) return known
  const [en, pt, es] = LANGUAGES.map((language) => reasonWords(language, reason))
  return of(en ?? reason, pt ?? reason, es ?? reason)
}

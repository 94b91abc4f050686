import { defineWords } from '../../ui/words.ts'

export const couponWords = defineWords(
  'portal-coupons',
  {
    title: 'Coupons',
    subtitle: 'Whoever buys with one of your codes is your customer, without a click.',
    code: 'Code',
    since: 'Since',
    none: 'No coupon codes',
    noneHint: 'The operator gives codes. Ask for one if you reach people where links cannot be followed.',
    toLinks: 'Your links',
  },
  {
    'pt-BR': {
      title: 'Cupons',
      subtitle: 'Quem compra com um código seu é seu cliente, sem clique.',
      code: 'Código',
      since: 'Desde',
      none: 'Nenhum cupom',
      noneHint: 'O operador dá os códigos. Peça um se você alcança pessoas onde links não podem ser seguidos.',
      toLinks: 'Seus links',
    },
    es: {
      title: 'Cupones',
      subtitle: 'Quien compra con uno de sus códigos es cliente suyo, sin clic.',
      code: 'Código',
      since: 'Desde',
      none: 'Ningún cupón',
      noneHint: 'El operador da los códigos. Pida uno si llega a personas donde no se pueden seguir enlaces.',
      toLinks: 'Sus enlaces',
    },
  },
)

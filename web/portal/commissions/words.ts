import { defineWords } from '../../ui/words.ts'

export const commissionWords = defineWords(
  'portal-commissions',
  {
    title: 'Commissions', subtitle: 'Every line, with why. Lines are never changed: a mistake is put right by another line.', payableFrom: 'Payable from', belongsTo: 'Belongs to', paidNothing: 'Paid nothing', transactionId: 'Transaction',
    none: 'No commission lines yet', noneHint: 'When customers that you brought do something that your terms pay for, the line is here a moment later.', noneFiltered: 'No lines like that', toLinks: 'Make a link', toPlan: 'Read your terms',
  },
  {
    'pt-BR': {
      title: 'Comissões', subtitle: 'Cada linha, com o porquê. Linhas nunca mudam: um erro é corrigido por outra linha.', payableFrom: 'Pagável a partir de', belongsTo: 'Pertence a', paidNothing: 'Sem pagamento', transactionId: 'Transação',
      none: 'Ainda não há linhas de comissão', noneHint: 'Quando clientes que você trouxe fizerem algo que seus termos pagam, a linha estará aqui logo depois.', noneFiltered: 'Nenhuma linha assim', toLinks: 'Criar um link', toPlan: 'Ler seus termos',
    },
    es: {
      title: 'Comisiones', subtitle: 'Cada línea, con su porqué. Las líneas nunca cambian: un error se corrige con otra línea.', payableFrom: 'Pagable desde', belongsTo: 'Pertenece a', paidNothing: 'Sin pago', transactionId: 'Transacción',
      none: 'Aún no hay líneas de comisión', noneHint: 'Cuando los clientes que usted trajo hagan algo que sus términos pagan, la línea estará aquí poco después.', noneFiltered: 'Ninguna línea así', toLinks: 'Crear un enlace', toPlan: 'Leer sus términos',
    },
  },
)

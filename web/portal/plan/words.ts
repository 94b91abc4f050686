import { defineWords } from '../../ui/words.ts'

export const planWords = defineWords(
  'portal-plan',
  {
    title: 'Your terms', subtitle: 'What you earn, in the words that commissions are computed by.', newCustomers: 'For new customers of {{brands}}', earlier: 'For customers who came earlier, or for a part of a brand', version: 'Version {{version}}', current: 'in force', coming: 'coming', versions: 'Versions', fairness: 'What it means for you', text: 'The terms',
    verdict_favourable: 'good for you', verdict_neutral: 'neutral', verdict_unfavourable: 'mind this', accepted: 'You accepted version {{version}} on {{date}}.', notAccepted: 'You have not accepted this version yet.', accept: 'Accept version {{version}}', acceptTitle: 'Accept these terms?', acceptHint: 'The text is kept to the letter, with its SHA-256, in the language that you read.',
    acceptedNow: 'Accepted. The text is kept.', compare: 'What changed', compareWith: 'Compare with', noDiff: 'Both versions say the same.', kind_added: 'New', kind_removed: 'Gone', kind_changed: 'Changed', effectiveFrom: 'In force from', appliesTo_new_customers: 'for customers who register from then on', appliesTo_from_date: 'for what all customers bring from then on',
    appliesTo_all_open: 'for the whole month that it begins in', none: 'No terms', noneHint: 'No plan holds for you yet. Ask the operator.', topic_negative_carryover: 'Negative months', topic_high_rollers: 'Big winners', topic_bundling: 'Bundling', topic_quota: 'Quota', topic_admin_fee: 'Fees', topic_de_tagging: 'Whose a customer is', topic_dormancy: 'How long', topic_advance: 'Advance',
    topic_caps: 'Caps', topic_retroactive_change: 'Changes', topic_notice: 'Notice', readInstead: 'Only an owner of your account can accept terms.', sha: 'SHA-256 of the text', choose: 'Plan',
  },
  {
    'pt-BR': {
      title: 'Seus termos', subtitle: 'O que você ganha, nas palavras com que as comissões são calculadas.', newCustomers: 'Para novos clientes de {{brands}}', earlier: 'Para clientes que vieram antes, ou para parte de uma marca', version: 'Versão {{version}}', current: 'em vigor', coming: 'a vir', versions: 'Versões', fairness: 'O que significa para você', text: 'Os termos',
      verdict_favourable: 'bom para você', verdict_neutral: 'neutro', verdict_unfavourable: 'atenção', accepted: 'Você aceitou a versão {{version}} em {{date}}.', notAccepted: 'Você ainda não aceitou esta versão.', accept: 'Aceitar a versão {{version}}', acceptTitle: 'Aceitar estes termos?', acceptHint: 'O texto é guardado à letra, com seu SHA-256, no idioma em que você o leu.',
      acceptedNow: 'Aceito. O texto está guardado.', compare: 'O que mudou', compareWith: 'Comparar com', noDiff: 'As duas versões dizem o mesmo.', kind_added: 'Novo', kind_removed: 'Saiu', kind_changed: 'Mudou', effectiveFrom: 'Em vigor desde', appliesTo_new_customers: 'para clientes que se registram a partir de então', appliesTo_from_date: 'para o que todos os clientes trazem a partir de então',
      appliesTo_all_open: 'para o mês inteiro em que começa', none: 'Sem termos', noneHint: 'Nenhum plano vale para você ainda. Pergunte ao operador.', topic_negative_carryover: 'Meses negativos', topic_high_rollers: 'Grandes ganhadores', topic_bundling: 'Agrupamento', topic_quota: 'Cota', topic_admin_fee: 'Taxas', topic_de_tagging: 'De quem é um cliente', topic_dormancy: 'Por quanto tempo', topic_advance: 'Adiantamento',
      topic_caps: 'Limites', topic_retroactive_change: 'Mudanças', topic_notice: 'Aviso prévio', readInstead: 'Só um dono da sua conta pode aceitar termos.', sha: 'SHA-256 do texto', choose: 'Plano',
    },
    es: {
      title: 'Sus términos', subtitle: 'Lo que gana, en las palabras con que se calculan las comisiones.', newCustomers: 'Para nuevos clientes de {{brands}}', earlier: 'Para clientes que llegaron antes, o para una parte de una marca', version: 'Versión {{version}}', current: 'en vigor', coming: 'por venir', versions: 'Versiones', fairness: 'Qué significa para usted', text: 'Los términos',
      verdict_favourable: 'bueno para usted', verdict_neutral: 'neutral', verdict_unfavourable: 'atención', accepted: 'Usted aceptó la versión {{version}} el {{date}}.', notAccepted: 'Aún no ha aceptado esta versión.', accept: 'Aceptar la versión {{version}}', acceptTitle: '¿Aceptar estos términos?', acceptHint: 'El texto se guarda al pie de la letra, con su SHA-256, en el idioma en que lo leyó.',
      acceptedNow: 'Aceptado. El texto está guardado.', compare: 'Qué cambió', compareWith: 'Comparar con', noDiff: 'Las dos versiones dicen lo mismo.', kind_added: 'Nuevo', kind_removed: 'Quitado', kind_changed: 'Cambió', effectiveFrom: 'En vigor desde', appliesTo_new_customers: 'para clientes que se registran a partir de entonces', appliesTo_from_date: 'para lo que todos los clientes aportan a partir de entonces',
      appliesTo_all_open: 'para todo el mes en que empieza', none: 'Sin términos', noneHint: 'Aún no hay un plan para usted. Pregunte al operador.', topic_negative_carryover: 'Meses negativos', topic_high_rollers: 'Grandes ganadores', topic_bundling: 'Agrupación', topic_quota: 'Cuota', topic_admin_fee: 'Cargos', topic_de_tagging: 'De quién es un cliente', topic_dormancy: 'Cuánto dura', topic_advance: 'Anticipo',
      topic_caps: 'Topes', topic_retroactive_change: 'Cambios', topic_notice: 'Preaviso', readInstead: 'Solo un propietario de su cuenta puede aceptar términos.', sha: 'SHA-256 del texto', choose: 'Plan',
    },
  },
)

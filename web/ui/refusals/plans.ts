import type { RefusalTexts } from './in-words.ts'

/** Plans and what they pay. */
export const plansTexts: RefusalTexts = {
  'The plan is archived.': ['O plano está arquivado.', 'El plan está archivado.'],
  'The plan is assigned; end its assignments first.': [
    'O plano está atribuído; encerre antes as atribuições.',
    'El plan está asignado; antes hay que terminar sus asignaciones.',
  ],
  'A plan must use the currency of its program.': ['Um plano usa a moeda do seu programa.', 'Un plan usa la moneda de su programa.'],
  "The program's currency is {currency}.": ['A moeda do programa é {currency}.', 'La moneda del programa es {currency}.'],
  'This combination of fields cannot be assigned a plan.': [
    'A esta combinação não se pode atribuir um plano.',
    'A esta combinación no se le puede asignar un plan.',
  ],
  'The period {period} has ended.': ['O período {period} terminou.', 'El período {period} ha terminado.'],
  'Something of {period} has been rated by the plan, and what was rated is not rated again. Begin in a later period, or use "from_date".': [
    'O plano já calculou algo de {period}, e o que foi calculado não é recalculado. Comece num período posterior, ou escolha “todos os eventos a partir daí”.',
    'El plan ya calculó algo de {period}, y lo calculado no se vuelve a calcular. Hay que empezar en un período posterior, o elegir «todos los eventos desde entonces».',
  ],
  'Version {n} promises its customers a notice of {days} days, and these terms may be worse for them: they can reach what is of {instant} or later.':
    [
      'A versão {n} promete um aviso de {days} dias, e estas condições podem ser piores: elas só podem alcançar o que é de {instant} ou depois.',
      'La versión {n} promete un aviso de {days} días, y estas condiciones pueden ser peores: solo pueden alcanzar lo que sea de {instant} o posterior.',
    ],
  'Must not be in the future.': ['Não pode estar no futuro.', 'No puede estar en el futuro.'],
  'Must not be before from.': ['Não pode ser antes do início.', 'No puede ser anterior al inicio.'],
  'Marginal tiers need a metric that is the base of the component.': [
    'Faixas por parte exigem que se conte a mesma base do componente.',
    'Los tramos por partes exigen contar la misma base del componente.',
  ],
  'Marginal tiers need the metric that is the base, {base}.': [
    'Faixas por parte exigem que se conte a base, {base}.',
    'Los tramos por partes exigen contar la base, {base}.',
  ],
  'What is counted for all time is reached once.': [
    'O que se conta desde sempre é atingido uma só vez.',
    'Lo que se cuenta desde siempre se alcanza una sola vez.',
  ],
  'An advance is capped for the customer or the affiliate.': [
    'Um adiantamento tem limite por cliente ou por afiliado.',
    'Un anticipo tiene límite por cliente o por afiliado.',
  ],
  'Must be more than the level before: amounts of levels are cumulative.': [
    'Deve ser mais que o nível anterior: os valores dos níveis são cumulativos.',
    'Debe ser más que el nivel anterior: los importes de los niveles son acumulados.',
  ],
  'Must share a country with the level before, whose requirements are implied.': [
    'Deve ter um país em comum com o nível anterior, cujos requisitos estão incluídos.',
    'Debe compartir un país con el nivel anterior, cuyos requisitos se dan por incluidos.',
  ],
  'A click is of no customer yet: affiliate or plan.': [
    'Um clique ainda não é de um cliente: afiliado ou plano.',
    'Un clic aún no es de un cliente: afiliado o plan.',
  ],
  'All affiliates together are capped by an amount: that of so many clicks.': [
    'Todos os afiliados juntos têm limite em valor: o de tantos cliques.',
    'Todos los afiliados juntos tienen un límite en importe: el de tantos clics.',
  ],
  'Is never taken: a row before it matches everything that this one does.': [
    'Nunca é usada: uma linha anterior já cobre tudo o que esta cobre.',
    'Nunca se usa: una fila anterior ya cubre todo lo que cubre esta.',
  ],
  'Must name at least one of {words}.': ['Informe pelo menos um destes: {words}.', 'Debe indicar al menos uno de estos: {words}.'],
  'Must have {n} entries, one for each level.': ['Deve ter {n} entradas, uma por nível.', 'Debe tener {n} entradas, una por nivel.'],
  'There is such a cap already, by the same measure.': [
    'Já existe um limite assim, pela mesma medida.',
    'Ya hay un límite así, por la misma medida.',
  ],
  'Either count or amount must be given.': ['Informe uma quantidade ou um valor.', 'Hay que indicar una cantidad o un importe.'],
  'Another CPA is the advance already.': ['Outro CPA já é o adiantamento.', 'Otro CPA ya es el anticipo.'],
  'There is no revenue share that it would be an advance of.': [
    'Não há participação na receita da qual seria um adiantamento.',
    'No hay participación en los ingresos de la que sería un anticipo.',
  ],
  'There is no CPA that it could start after.': ['Não há CPA depois do qual poderia começar.', 'No hay CPA tras el cual pudiera empezar.'],
  'The CPA is an advance already.': ['O CPA já é um adiantamento.', 'El CPA ya es un anticipo.'],
  'Above an advance a share is counted over all time: it carries by itself.': [
    'Acima de um adiantamento a participação se conta desde sempre: o saldo passa sozinho.',
    'Por encima de un anticipo la participación se cuenta desde siempre: el saldo pasa por sí solo.',
  ],
  'Above an advance a share is counted for each customer: "customer".': [
    'Acima de um adiantamento a participação se conta por cliente.',
    'Por encima de un anticipo la participación se cuenta por cliente.',
  ],
  'Must be true or left out.': ['Deve ser verdadeiro ou ficar de fora.', 'Debe ser verdadero o quedar fuera.'],
  'Must be true or false.': ['Deve ser verdadeiro ou falso.', 'Debe ser verdadero o falso.'],
  'Is required together with withinFrom.': [
    'É obrigatório quando se diz desde quando contar.',
    'Es obligatorio cuando se dice desde cuándo contar.',
  ],
  'Either rate or tiers must be given.': ['Informe uma taxa ou faixas.', 'Hay que indicar una tasa o tramos.'],
  'Either rate or steps must be given.': ['Informe uma taxa ou etapas.', 'Hay que indicar una tasa o etapas.'],
  'Either rate or fixed must be given, not both.': [
    'Informe uma taxa ou um valor fixo, não os dois.',
    'Hay que indicar una tasa o un importe fijo, no los dos.',
  ],
  'Either amount or averageMonths must be given.': ['Informe um valor ou meses médios.', 'Hay que indicar un importe o meses medios.'],
  'Rates of their own cannot be combined with tiers.': [
    'Taxas próprias não se combinam com faixas.',
    'Las tasas propias no se combinan con tramos.',
  ],
  'Rates of their own cannot be combined with steps.': [
    'Taxas próprias não se combinam com etapas.',
    'Las tasas propias no se combinan con etapas.',
  ],
  'A revenue share is paid in totals, which are not counted: give an amount.': [
    'A participação na receita é paga em totais, que não se contam: informe um valor.',
    'La participación en los ingresos se paga en totales, que no se cuentan: hay que indicar un importe.',
  ],
  'A revenue share is paid by month: "month" or "lifetime".': [
    'A participação na receita é paga por mês: limite por mês ou desde sempre.',
    'La participación en los ingresos se paga por mes: límite por mes o desde siempre.',
  ],
  'A cap for each customer needs tiers that are counted for each: scope "customer".': [
    'Um limite por cliente exige faixas contadas por cliente.',
    'Un límite por cliente exige tramos contados por cliente.',
  ],
  'A share of all time carries by itself: it belongs to other windows.': [
    'Uma participação desde sempre já leva o saldo: isto é para outros intervalos.',
    'Una participación desde siempre ya arrastra el saldo: esto es para otros intervalos.',
  ],
  'A reset carries nothing: cap and expiryMonths belong to "carry".': [
    'Quando o saldo é esquecido nada passa adiante: limite e validade valem só para o que passa.',
    'Si el saldo se olvida no pasa nada: límite y caducidad solo valen para lo que pasa.',
  ],
  'Must be a number of months above 0, at most 120, with at most 2 decimals.': [
    'Deve ser um número de meses acima de 0, no máximo 120, com até 2 casas decimais.',
    'Debe ser un número de meses mayor que 0, 120 como máximo, con hasta 2 decimales.',
  ],
  'There is one window of all time, and none before it: its slices keep their rates.': [
    'Desde sempre é um só intervalo, sem outro antes: suas partes mantêm as taxas.',
    'Desde siempre es un solo intervalo, sin otro antes: sus partes conservan sus tasas.',
  ],
  'The first band must start at 0.': ['A primeira faixa deve começar em 0.', 'El primer tramo debe empezar en 0.'],
  'Must be more than the band before.': ['Deve ser mais que a faixa anterior.', 'Debe ser más que el tramo anterior.'],
  'Is required on every step but the last.': [
    'É obrigatório em cada etapa, menos na última.',
    'Es obligatorio en cada etapa menos la última.',
  ],
  'Must be more than 0.': ['Deve ser maior que 0.', 'Debe ser mayor que 0.'],
  'A share of recruits is of no customer: affiliate or plan.': [
    'A participação dos recrutados não é por cliente: afiliado ou plano.',
    'La participación de los reclutados no es por cliente: afiliado o plan.',
  ],
  'A share of recruits is paid by the month: month or lifetime.': [
    'A participação dos recrutados é paga por mês: mês ou desde sempre.',
    'La participación de los reclutados se paga por mes: mes o desde siempre.',
  ],
  'A share of recruits is one for each month: cap its amount.': [
    'A participação dos recrutados é uma por mês: limite o valor.',
    'La participación de los reclutados es una por mes: hay que limitar el importe.',
  ],
  'Must be a text of 1 to 100 characters.': ['Deve ter de 1 a 100 caracteres.', 'Debe tener de 1 a 100 caracteres.'],
  'Must be an object.': ['Deve ser um objeto.', 'Debe ser un objeto.'],
  'Must be a list.': ['Deve ser uma lista.', 'Debe ser una lista.'],
  'Must have between 1 and {n} entries.': ['Deve ter de 1 a {n} entradas.', 'Debe tener de 1 a {n} entradas.'],
  'Must be one of {words}.': ['Deve ser um destes: {words}.', 'Debe ser uno de estos: {words}.'],
  'Must be a number.': ['Deve ser um número.', 'Debe ser un número.'],
  'Must be an amount below 10^13, no finer than the minor unit of {currency}.': [
    'Deve ser um valor abaixo de 10^13, sem mais casas decimais do que {currency} tem.',
    'Debe ser un importe menor de 10^13, sin más decimales de los que tiene {currency}.',
  ],
  'Must not be negative.': ['Não pode ser negativo.', 'No puede ser negativo.'],
  'Must be a percentage as text with at most 4 decimals, such as "7.5".': [
    'Deve ser uma porcentagem com até 4 casas decimais, como 7.5.',
    'Debe ser un porcentaje con hasta 4 decimales, como 7.5.',
  ],
  'Must be at most 1000 %.': ['Deve ser no máximo 1000 %.', 'Debe ser 1000 % como máximo.'],
  'Must be a whole number.': ['Deve ser um número inteiro.', 'Debe ser un número entero.'],
  'Must be between {min} and {max}.': ['Deve estar entre {min} e {max}.', 'Debe estar entre {min} y {max}.'],
  'Is in the list already.': ['Já está na lista.', 'Ya está en la lista.'],
  'Must be an id.': ['Deve ser um identificador.', 'Debe ser un identificador.'],
  'Must be the id or external id of a product.': [
    'Deve ser o identificador de um produto, nosso ou externo.',
    'Debe ser el identificador de un producto, nuestro o externo.',
  ],
  'Must be a country code of two capital letters, such as MT.': [
    'Deve ser um código de país com duas letras maiúsculas, como MT.',
    'Debe ser un código de país de dos letras mayúsculas, como MT.',
  ],
}

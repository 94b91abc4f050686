import type { RefusalTexts } from './in-words.ts'

/** Periods, payouts, invoices, rates. */
export const moneyTexts: RefusalTexts = {
  'The period is not over: it ends at {instant}.': [
    'O período não terminou: vai até {instant}.',
    'El período no ha terminado: acaba el {instant}.',
  ],
  'Periods are closed in their order: the next one is {period}.': [
    'Os períodos se fecham em ordem: o próximo é {period}.',
    'Los períodos se cierran en orden: el siguiente es {period}.',
  ],
  'Periods are sealed in their order: the next one is {period}.': [
    'Os períodos são selados em ordem: o próximo é {period}.',
    'Los períodos se sellan en orden: el siguiente es {period}.',
  ],
  'The period is {state}: it is sealed after its review.': [
    'O período é selado depois da revisão. Estado: {state}.',
    'El período se sella después de su revisión. Estado: {state}.',
  ],
  'The period {period} is not sealed.': ['O período {period} não está selado.', 'El período {period} no está sellado.'],
  'The period {period} is not sealed yet.': ['O período {period} ainda não está selado.', 'El período {period} aún no está sellado.'],
  'The statement is unknown, or its period is not sealed.': [
    'O extrato não existe, ou o período não está selado.',
    'El extracto no existe, o su período no está sellado.',
  ],
  'The signing key cannot be opened with the SECRET_KEY of this installation: bring that back, or replace the key.': [
    'A chave de assinatura não abre com a SECRET_KEY desta instalação: traga-a de volta ou substitua a chave.',
    'La clave de firma no se abre con la SECRET_KEY de esta instalación: hay que recuperarla o sustituir la clave.',
  ],
  'Payouts are frozen.': ['Os pagamentos estão congelados.', 'Los pagos están congelados.'],
  'Payouts are frozen already.': ['Os pagamentos já estão congelados.', 'Los pagos ya están congelados.'],
  'Payouts are not frozen.': ['Os pagamentos não estão congelados.', 'Los pagos no están congelados.'],
  'Payouts are frozen: {reason}': ['Os pagamentos estão congelados: {reason}', 'Los pagos están congelados: {reason}'],
  'Of {n} payouts nobody knows whether they were paid: settle or fail them first.': [
    'De {n} pagamentos não se sabe se foram feitos: liquide-os ou marque a falha antes.',
    'De {n} pagos no se sabe si se hicieron: primero hay que liquidarlos o darlos por fallidos.',
  ],
  'Its payouts are kept back already.': [
    'Os pagamentos deste afiliado já estão retidos.',
    'Los pagos de este afiliado ya están retenidos.',
  ],
  'Its payouts are not kept back.': ['Os pagamentos deste afiliado não estão retidos.', 'Los pagos de este afiliado no están retenidos.'],
  'There is no account to pay from.': ['Não há conta da qual pagar.', 'No hay cuenta desde la que pagar.'],
  'There is no account of the kind {kind} to pay from.': [
    'Não há conta do tipo {kind} da qual pagar.',
    'No hay cuenta del tipo {kind} desde la que pagar.',
  ],
  'Another payout has this outside id.': ['Outro pagamento tem este identificador externo.', 'Otro pago tiene este identificador externo.'],
  'The run is {state}.': ['Estado da rodada: {state}.', 'Estado de la tanda: {state}.'],
  'The run has no approved payout that this rail can carry.': [
    'A rodada não tem pagamento aprovado que este meio possa levar.',
    'La tanda no tiene ningún pago aprobado que este medio pueda llevar.',
  ],
  "The payout {id} is none of the run's approved ones that this rail can carry.": [
    'O pagamento {id} não é um dos aprovados da rodada que este meio possa levar.',
    'El pago {id} no es uno de los aprobados de la tanda que este medio pueda llevar.',
  ],
  'The payout {id} is known outside as {other}.': [
    'O pagamento {id} é conhecido fora como {other}.',
    'El pago {id} se conoce fuera como {other}.',
  ],
  'The payout {id} is {state}.': ['Estado do pagamento {id}: {state}.', 'Estado del pago {id}: {state}.'],
  'The account is archived.': ['A conta está arquivada.', 'La cuenta está archivada.'],
  'Payouts are at this payer of which nobody knows yet what became.': [
    'Há pagamentos neste pagador cujo resultado ainda não se conhece.',
    'En este pagador hay pagos cuyo resultado aún no se conoce.',
  ],
  'Only a payer that is in use has secrets.': ['Só um pagador em uso tem segredos.', 'Solo un pagador en uso tiene secretos.'],
  'The payer is being called: what comes of it is known in a minute.': [
    'O pagador está sendo chamado: o resultado se conhece em um minuto.',
    'Se está llamando al pagador: el resultado se sabrá en un minuto.',
  ],
  'One of them is unknown.': ['Um deles não existe.', 'Uno de ellos no existe.'],
  'What the payment is called outside is needed.': [
    'É preciso informar como o pagamento se chama fora daqui.',
    'Hace falta indicar cómo se llama el pago fuera de aquí.',
  ],
  'The payout method is archived.': ['A forma de pagamento está arquivada.', 'El método de pago está archivado.'],
  'This is the default: make another method the default first.': [
    'Esta é a forma padrão: torne antes outra a padrão.',
    'Este es el predeterminado: antes hay que elegir otro como predeterminado.',
  ],
  'The details were erased, or sealed with a key that is gone: they have to be entered anew.': [
    'Os dados foram apagados, ou selados com uma chave que se perdeu: é preciso informá-los de novo.',
    'Los datos se borraron, o se sellaron con una clave perdida: hay que introducirlos de nuevo.',
  ],
  'Expected why: this changes where money goes.': [
    'Informe o motivo: isto muda para onde vai o dinheiro.',
    'Hay que indicar el motivo: esto cambia adónde va el dinero.',
  ],
  'This kind of payout method has no such field.': [
    'Este tipo de forma de pagamento não tem este campo.',
    'Este tipo de método de pago no tiene ese campo.',
  ],
  'Expected an IBAN: its country, length or check digits are not right.': [
    'Isto não é um IBAN: o país, o tamanho ou os dígitos verificadores não estão certos.',
    'Esto no es un IBAN: el país, la longitud o los dígitos de control no son correctos.',
  ],
  'Expected a BIC of 8 or 11 characters.': ['Informe um BIC de 8 ou 11 caracteres.', 'Se espera un BIC de 8 u 11 caracteres.'],
  'The IBAN is of another country.': ['O IBAN é de outro país.', 'El IBAN es de otro país.'],
  'Expected an IBAN or an account number, not both.': [
    'Informe um IBAN ou um número de conta, não os dois.',
    'Hay que indicar un IBAN o un número de cuenta, no los dos.',
  ],
  'Accounts in this country are named by IBAN.': [
    'Contas deste país são identificadas por IBAN.',
    'Las cuentas de este país se identifican por IBAN.',
  ],
  'A SEPA account is named by its IBAN.': ['Uma conta SEPA é identificada pelo IBAN.', 'Una cuenta SEPA se identifica por su IBAN.'],
  'Expected at most {n} letters, digits and dashes.': [
    'No máximo {n} letras, dígitos e hifens.',
    'Como máximo {n} letras, cifras y guiones.',
  ],
  'Expected at most 20 letters and digits': ['No máximo 20 letras e dígitos.', 'Como máximo 20 letras y cifras.'],
  'Expected the short name of what is sent, like USDT.': [
    'Informe a sigla do que se envia, como USDT.',
    'Se espera la sigla de lo que se envía, como USDT.',
  ],
  'Expected an address of {network} with its checksum.': [
    'Informe um endereço de {network} com seus dígitos verificadores.',
    'Se espera una dirección de {network} con su suma de control.',
  ],
  'Expected a membership number, a Wisetag or an account.': [
    'Informe um número de membro, um Wisetag ou uma conta.',
    'Se espera un número de miembro, un Wisetag o una cuenta.',
  ],
  'Expected an e-mail address or an account, not both.': [
    'Informe um e-mail ou uma conta, não os dois.',
    'Hay que indicar un correo o una cuenta, no los dos.',
  ],
  'Expected a CPF of eleven digits: length or check digits are not right.': [
    'Isto não é um CPF: o tamanho ou os dígitos verificadores não estão certos.',
    'Esto no es un CPF: la longitud o los dígitos de control no son correctos.',
  ],
  'Expected a CNPJ of fourteen characters: length or check digits are not right.': [
    'Isto não é um CNPJ: o tamanho ou os dígitos verificadores não estão certos.',
    'Esto no es un CNPJ: la longitud o los dígitos de control no son correctos.',
  ],
  'Expected a CNPJ: its length or check digits are not right.': [
    'Isto não é um CNPJ: o tamanho ou os dígitos verificadores não estão certos.',
    'Esto no es un CNPJ: la longitud o los dígitos de control no son correctos.',
  ],
  'Expected a CPF of 11 digits or a CNPJ of 14 characters with right check digits.': [
    'Informe um CPF de 11 dígitos ou um CNPJ de 14 caracteres, com os dígitos verificadores certos.',
    'Se espera un CPF de 11 cifras o un CNPJ de 14 caracteres, con los dígitos de control correctos.',
  ],
  'Expected a VAT id of {country} like {example}, with right check digits.': [
    'Informe um número de IVA de {country} como {example}, com os dígitos verificadores certos.',
    'Se espera un número de IVA de {country} como {example}, con los dígitos de control correctos.',
  ],
  'Expected an e-mail address of at most {n} characters.': [
    'Informe um e-mail de no máximo {n} caracteres.',
    'Se espera un correo de {n} caracteres como máximo.',
  ],
  'Expected a phone number with its country, like +5511987654321.': [
    'Informe um telefone com o código do país, como +5511987654321.',
    'Se espera un teléfono con el prefijo del país, como +5511987654321.',
  ],
  'Expected a UUID.': ['Informe uma chave aleatória (UUID).', 'Se espera una clave aleatoria (UUID).'],
  'The key is the tax id of another holder.': ['A chave é o documento de outro titular.', 'La clave es el documento de otro titular.'],
  'Expected an https URL that can be called, without a query.': [
    'Informe um endereço https que possa ser chamado, sem parâmetros.',
    'Se espera una dirección https a la que se pueda llamar, sin parámetros.',
  ],
  'Expected {n} digits.': ['Informe {n} dígitos.', 'Se esperan {n} cifras.'],
  'Expected {min} to {max} digits.': ['Informe de {min} a {max} dígitos.', 'Se esperan de {min} a {max} cifras.'],
  'Expected one digit or letter.': ['Informe um dígito ou uma letra.', 'Se espera una cifra o una letra.'],
  'The invoice is {state}.': ['Estado da nota: {state}.', 'Estado de la factura: {state}.'],
  'It is the default: make another the default first.': [
    'É a padrão: torne antes outra a padrão.',
    'Es la predeterminada: antes hay que elegir otra.',
  ],
  'A program has one: make another the default.': [
    'Um programa tem uma: torne outra a padrão.',
    'Un programa tiene una: hay que elegir otra como predeterminada.',
  ],
  'It has issued invoices.': ['Já emitiu notas.', 'Ya ha emitido facturas.'],
  'It has issued something: its numbers follow one another.': [
    'Já emitiu notas: os números seguem uma sequência.',
    'Ya ha emitido facturas: sus números siguen una secuencia.',
  ],
  'Tax profiles name it.': ['Perfis fiscais a mencionam.', 'Hay perfiles fiscales que la mencionan.'],
  'The legal entity is unknown.': ['A entidade não existe.', 'La entidad no existe.'],
  'Self-billed invoices need a legal entity that issues them: make one first.': [
    'Notas autofaturadas precisam de uma entidade que as emita: crie uma antes.',
    'Las facturas por el destinatario necesitan una entidad que las emita: primero hay que crearla.',
  ],
  'There is no such sealed statement of this affiliate.': [
    'Este afiliado não tem tal extrato selado.',
    'Este afiliado no tiene tal extracto sellado.',
  ],
  'The statement has a self-billed invoice.': [
    'O extrato tem uma nota autofaturada.',
    'El extracto tiene una factura emitida por el destinatario.',
  ],
  'The statement has nothing to invoice: nothing was earned in its period.': [
    'O extrato não tem o que faturar: nada foi ganho no período.',
    'El extracto no tiene nada que facturar: no se ganó nada en su período.',
  ],
  'Expected a PDF file.': ['Envie um arquivo PDF.', 'Se espera un archivo PDF.'],
  'Expected 1 to 12 capital letters and digits.': ['De 1 a 12 letras maiúsculas e dígitos.', 'De 1 a 12 letras mayúsculas y cifras.'],
  'Expected at most 100 percent.': ['No máximo 100 por cento.', 'Como máximo el 100 por ciento.'],
  'Expected a decimal text with at most 9 decimals.': [
    'Informe um número com no máximo 9 casas decimais.',
    'Se espera un número con 9 decimales como máximo.',
  ],
  'Expected a rate above 0.': ['Informe uma taxa acima de 0.', 'Se espera un tipo mayor que 0.'],
  'A file of rates has at most {n} characters.': [
    'Um arquivo de taxas tem no máximo {n} caracteres.',
    'Un archivo de tipos tiene {n} caracteres como máximo.',
  ],
  'More than {n} days.': ['Mais de {n} dias.', 'Más de {n} días.'],
  'There are two rates of {currency} for {day}.': ['Há duas taxas de {currency} para {day}.', 'Hay dos tipos de {currency} para {day}.'],
  'There are no rates in it.': ['Não há taxas no arquivo.', 'El archivo no tiene tipos.'],
  'The file ends before {day}.': ['O arquivo termina antes de {day}.', 'El archivo termina antes de {day}.'],
  "The file has no rate for {currency}, the program's currency.": [
    'O arquivo não tem taxa para {currency}, a moeda do programa.',
    'El archivo no tiene tipo para {currency}, la moneda del programa.',
  ],
  'The file has no rate for {currency}.': ['O arquivo não tem taxa para {currency}.', 'El archivo no tiene tipo para {currency}.'],
  'The rate of {currency} for {day} cannot be kept.': [
    'A taxa de {currency} para {day} não pode ser guardada.',
    'El tipo de {currency} para {day} no se puede guardar.',
  ],
  'The file has {n} rates, and at most {most} are imported at once; name currencies or a first day.': [
    'O arquivo tem {n} taxas, e no máximo {most} são importadas de uma vez; escolha moedas ou um primeiro dia.',
    'El archivo tiene {n} tipos, y como máximo se importan {most} a la vez; hay que elegir monedas o un primer día.',
  ],
  '{day} is there twice.': ['{day} aparece duas vezes.', '{day} aparece dos veces.'],
  'The range ends before it begins.': ['O intervalo termina antes de começar.', 'El intervalo termina antes de empezar.'],
  '{currency} has another rate by {source} than is kept ({kept}): {rate}, not {other}. Nothing was imported.': [
    '{currency} tem outra taxa de {source} do que a guardada ({kept}): {rate}, não {other}. Nada foi importado.',
    '{currency} tiene otro tipo de {source} que el guardado ({kept}): {rate}, no {other}. No se importó nada.',
  ],
}

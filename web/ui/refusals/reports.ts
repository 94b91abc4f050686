import type { RefusalTexts } from './in-words.ts'

/** Reports, imports, and what failed in them. */
export const reportsTexts: RefusalTexts = {
  'This report takes too long: ask for fewer days, or for less detail.': [
    'Este relatório demora demais: peça menos dias ou menos detalhe.',
    'Este informe tarda demasiado: hay que pedir menos días o menos detalle.',
  ],
  'A file holds at most {n} rows: ask for fewer days, or for less detail.': [
    'Um arquivo tem no máximo {n} linhas: peça menos dias ou menos detalhe.',
    'Un archivo tiene {n} filas como máximo: hay que pedir menos días o menos detalle.',
  ],
  'Other reports are being worked out.': [
    'Outros relatórios estão sendo calculados: espere um momento.',
    'Se están calculando otros informes: hay que esperar un momento.',
  ],
  'A program keeps at most {n} reports.': ['Um programa guarda no máximo {n} relatórios.', 'Un programa guarda {n} informes como máximo.'],
  'A dimension is named twice.': ['Uma dimensão aparece duas vezes.', 'Una dimensión aparece dos veces.'],
  'A measure is named twice.': ['Uma medida aparece duas vezes.', 'Una medida aparece dos veces.'],
  'No report can be narrowed by this.': ['Nenhum relatório pode ser filtrado por isto.', 'Ningún informe se puede filtrar por esto.'],
  'Expected a dimension or a measure of this report.': [
    'Escolha uma dimensão ou medida deste relatório.',
    'Hay que elegir una dimensión o medida de este informe.',
  ],
  'Expected a dimension or a measure of this report, with a minus in front for the largest first.': [
    'Escolha uma dimensão ou medida deste relatório, com um menos na frente para começar pelo maior.',
    'Hay que elegir una dimensión o medida de este informe, con un menos delante para empezar por lo mayor.',
  ],
  '{measure} is not told apart by {dimension}.': [
    '{measure} não se distingue por {dimension}.',
    '{measure} no se distingue por {dimension}.',
  ],
  'A report that is sent needs somebody to send it to.': [
    'Um relatório enviado precisa de alguém a quem enviar.',
    'Un informe que se envía necesita a alguien a quien enviarlo.',
  ],
  'One of them is nobody who may see reports.': ['Um deles não pode ver relatórios.', 'Uno de ellos no puede ver informes.'],
  'The import is {state}.': ['Estado da importação: {state}.', 'Estado de la importación: {state}.'],
  'All rows have been taken in.': ['Todas as linhas já foram importadas.', 'Todas las filas ya se importaron.'],
  'The import has {n} parts.': ['A importação tem {n} partes.', 'La importación tiene {n} partes.'],
  'Another part of this number is there.': ['Já existe outra parte com este número.', 'Ya hay otra parte con este número.'],
  '{n} files are uploaded or on their way; start or cancel some of them.': [
    '{n} arquivos estão enviados ou a caminho; inicie ou cancele alguns.',
    'Hay {n} archivos subidos o en camino; hay que iniciar o cancelar algunos.',
  ],
  'A file has at most {n} rows.': ['Um arquivo tem no máximo {n} linhas.', 'Un archivo tiene {n} filas como máximo.'],
  'The file has no heading.': ['O arquivo não tem cabeçalho.', 'El archivo no tiene encabezado.'],
  'The column "{column}" is there twice.': ['A coluna “{column}” aparece duas vezes.', 'La columna «{column}» aparece dos veces.'],
  'The file is not UTF-8. Save it as "CSV UTF-8", or say that it is windows-1252 (Latin-1).': [
    'O arquivo não está em UTF-8. Salve-o como “CSV UTF-8” ou diga que é windows-1252 (Latin-1).',
    'El archivo no está en UTF-8. Hay que guardarlo como «CSV UTF-8» o indicar que es windows-1252 (Latin-1).',
  ],
  'The file begins like UTF-16 and goes on like something else.': [
    'O arquivo começa como UTF-16 e continua como outra coisa.',
    'El archivo empieza como UTF-16 y sigue como otra cosa.',
  ],
  'There is no field "{field}"; there are {fields}.': [
    'Não existe o campo “{field}”; existem {fields}.',
    'No existe el campo «{field}»; existen {fields}.',
  ],
  'The file has no column "{column}"; it has {columns}.': [
    'O arquivo não tem a coluna “{column}”; tem {columns}.',
    'El archivo no tiene la columna «{column}»; tiene {columns}.',
  ],
  'Expected a number with a decimal point and nothing else, not "{cell}".': [
    'Informe só um número com ponto decimal, não “{cell}”.',
    'Se espera solo un número con punto decimal, no «{cell}».',
  ],
  'Expected true or false, not "{cell}".': ['Informe true ou false, não “{cell}”.', 'Se espera true o false, no «{cell}».'],
  'Expected JSON whose characters are written as they are.': [
    'Informe JSON com os caracteres escritos como são.',
    'Se espera JSON con los caracteres escritos tal cual.',
  ],
  'Expected JSON.': ['Informe JSON.', 'Se espera JSON.'],
  'No column holds this field, which every row needs.': [
    'Nenhuma coluna traz este campo, de que cada linha precisa.',
    'Ninguna columna trae este campo, que cada fila necesita.',
  ],
  'Expected {n} cells, found {found}.': ['São esperadas {n} células, há {found}.', 'Se esperan {n} celdas, hay {found}.'],
  'Expected one character that is no quote and no line break.': [
    'Informe um caractere que não seja aspas nem quebra de linha.',
    'Se espera un carácter que no sea comillas ni salto de línea.',
  ],
  'Expected a JSON object of fields and columns.': [
    'Informe um objeto JSON de campos e colunas.',
    'Se espera un objeto JSON de campos y columnas.',
  ],
  'The code stands for another affiliate.': ['O código é de outro afiliado.', 'El código es de otro afiliado.'],
  'There is no customer "{id}" of this brand yet.': [
    'Ainda não há cliente “{id}” desta marca.',
    'Aún no hay cliente «{id}» de esta marca.',
  ],
  'Customer "{id}" was registered by a page and is not confirmed yet.': [
    'O cliente “{id}” foi registrado por uma página e ainda não está confirmado.',
    'El cliente «{id}» lo registró una página y aún no está confirmado.',
  ],
  'There is no brand "{name}".': ['Não existe a marca “{name}”.', 'No existe la marca «{name}».'],
  'No brand was given, and the program has more than one.': [
    'Nenhuma marca foi informada, e o programa tem mais de uma.',
    'No se indicó ninguna marca, y el programa tiene más de una.',
  ],
  'This brand does not allow transactions without a customer.': [
    'Esta marca não permite transações sem cliente.',
    'Esta marca no permite transacciones sin cliente.',
  ],
  'The clickKey is not a valid click of this program.': [
    'A chave de clique não é um clique válido deste programa.',
    'La clave de clic no es un clic válido de este programa.',
  ],
  'Neither externalCustomerId, clickKey nor affiliateId says whose transaction this is.': [
    'Nada diz de quem é esta transação: nem cliente, nem chave de clique, nem afiliado.',
    'Nada dice de quién es esta transacción: ni cliente, ni clave de clic, ni afiliado.',
  ],
  'A transaction with this externalId and other content exists; nothing was changed.': [
    'Já existe uma transação com este identificador externo e outro conteúdo; nada mudou.',
    'Ya existe una transacción con este identificador externo y otro contenido; no se cambió nada.',
  ],
  'The original transaction has not arrived yet.': ['A transação original ainda não chegou.', 'La transacción original aún no ha llegado.'],
  'The original transaction waits for approval.': ['A transação original espera aprovação.', 'La transacción original espera aprobación.'],
  'The original transaction was rejected; there is nothing to take back.': [
    'A transação original foi rejeitada; não há o que estornar.',
    'La transacción original se rechazó; no hay nada que devolver.',
  ],
  'The original transaction has no sale or deposit that could be taken back.': [
    'A transação original não tem venda nem depósito que se possa estornar.',
    'La transacción original no tiene venta ni depósito que se pueda devolver.',
  ],
  'There is no exchange rate for {currency} at that time.': [
    'Não há taxa de câmbio de {currency} nesse momento.',
    'No hay tipo de cambio de {currency} en ese momento.',
  ],
  'An amount is out of range after conversion to the currency of the program.': [
    'Um valor sai do limite depois de convertido para a moeda do programa.',
    'Un importe se sale del límite tras convertirlo a la moneda del programa.',
  ],
  'It could not be processed; the cause is in the log.': [
    'Não pôde ser processado; a causa está no log.',
    'No se pudo procesar; la causa está en el registro.',
  ],
  'It is tried again by itself.': ['É tentado de novo automaticamente.', 'Se reintenta automáticamente.'],
  'Too many transactions were reported by pages today.': [
    'Páginas informaram transações demais hoje.',
    'Hoy las páginas informaron de demasiadas transacciones.',
  ],
  'Too many customers wait for their confirmation.': [
    'Clientes demais esperam confirmação.',
    'Demasiados clientes esperan su confirmación.',
  ],
}

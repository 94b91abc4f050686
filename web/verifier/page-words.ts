import type { VerifierLanguage } from '../../src/domain/statements/file/finding-words.ts'

const WORDS = {
  title: ['Check a statement', 'Verificar um extrato', 'Verificar un estado de cuenta'],
  about: [
    'This page recomputes every line, sum and hash of a statement up to the signature of its period. It works in your browser and without a network: what you check is sent to nobody.',
    'Esta página recalcula cada linha, soma e hash de um extrato até a assinatura do seu período. Funciona no seu navegador e sem rede: o que você verifica não é enviado a ninguém.',
    'Esta página recalcula cada línea, suma y hash de un estado de cuenta hasta la firma de su período. Funciona en su navegador y sin red: lo que verifica no se envía a nadie.',
  ],
  choose: ['Choose statement files', 'Escolha arquivos de extrato', 'Elija archivos de estado de cuenta'],
  drop: ['or drop them here. Several of one affiliate are checked as a chain.', 'ou solte-os aqui. Vários de um afiliado são verificados como uma cadeia.', 'o suéltelos aquí. Varios de un afiliado se verifican como una cadena.'],
  key: ['Fingerprint of the key you trust', 'Impressão digital da chave em que você confia', 'Huella de la clave en la que confía'],
  keyHelp: [
    'As the program has published it, 64 characters. Without it you see who signed, but not whether that is the program.',
    'Como o programa a publicou, 64 caracteres. Sem ela você vê quem assinou, mas não se é o programa.',
    'Como el programa la ha publicado, 64 caracteres. Sin ella ve quién firmó, pero no si es el programa.',
  ],
  keyWrong: ['A fingerprint has 64 characters from 0 to 9 and a to f.', 'Uma impressão digital tem 64 caracteres de 0 a 9 e de a a f.', 'Una huella tiene 64 caracteres de 0 a 9 y de a a f.'],
  checking: ['Checking …', 'Verificando …', 'Verificando …'],
  good: [
    'Nothing was changed since it was signed. Who signed it is for you to confirm.', 'Nada foi alterado desde a assinatura. Quem assinou, cabe a você confirmar.',
    'Nada cambió desde que se firmó. Quién lo firmó, debe confirmarlo usted.',
  ],
  goodTrusted: [
    'Nothing was changed since it was signed by the key you trust.', 'Nada foi alterado desde a assinatura pela chave em que você confia.', 'Nada cambió desde que lo firmó la clave en la que confía.',
  ],
  bad: ['Do not trust this: something was changed.', 'Não confie nisto: algo foi alterado.', 'No confíe en esto: algo fue modificado.'],
  yes: ['yes', 'sim', 'sí'],
  no: ['no', 'não', 'no'],
  more: ['… and {more} more.', '… e mais {more}.', '… y {more} más.'],
  found: ['What was found', 'O que foi encontrado', 'Qué se encontró'],
  checked: ['What was checked', 'O que foi verificado', 'Qué se verificó'],
  period: ['Period', 'Período', 'Período'],
  affiliate: ['Affiliate', 'Afiliado', 'Afiliado'],
  program: ['Program', 'Programa', 'Programa'],
  test: ['a test program: no real money', 'programa de teste: sem dinheiro real', 'programa de prueba: sin dinero real'],
  opening: ['Opening balance', 'Saldo inicial', 'Saldo inicial'],
  closing: ['Closing balance', 'Saldo final', 'Saldo final'],
  hash: ['Hash', 'Hash', 'Hash'],
  signer: ['Key that signed', 'Chave que assinou', 'Clave que firmó'],
  noSigner: ['not in the file', 'não está no arquivo', 'no está en el archivo'],
  sealedAt: ['Sealed', 'Selado em', 'Sellado'],
  lines: ['Lines', 'Linhas', 'Líneas'],
  linesShown: ['The first {shown} of {all}, and all that were changed', 'As primeiras {shown} de {all}, e todas as alteradas', 'Las primeras {shown} de {all}, y todas las modificadas'],
  what: ['What', 'O quê', 'Qué'],
  when: ['When', 'Quando', 'Cuándo'],
  amount: ['Amount', 'Valor', 'Importe'],
  transfer: ['Transfer', 'Transferência', 'Transferencia'],
  unreadable: ['not a statement file', 'não é um arquivo de extrato', 'no es un archivo de estado de cuenta'],
  keep: ['Keep this page', 'Guarde esta página', 'Guarde esta página'],
  keepHelp: ['it works from your disk, without us.', 'ela funciona do seu disco, sem nós.', 'funciona desde su disco, sin nosotros.'],
  language: ['Language', 'Idioma', 'Idioma'],
} as const satisfies Readonly<Record<string, readonly [en: string, ptBr: string, es: string]>>

export type PageWord = keyof typeof WORDS

export function pageWords(word: PageWord, language: VerifierLanguage): string {
  const [en, ptBr, es] = WORDS[word]
  return language === 'en' ? en : language === 'es' ? es : ptBr
}

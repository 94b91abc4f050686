import { defineWords } from '../../ui/words.ts'

export const statementWords = defineWords(
  'portal-statements',
  {
    title: 'Statements', subtitle: 'The account of each closed period. Sealed for good: you can check that nothing was changed.', sealed: 'Sealed', opening: 'Opening balance', closing: 'Closing balance', moved: 'Moved', lines: 'Lines', none: 'No statements yet', noneHint: 'When a period is closed, its statement is here. Until then every line is among your commissions.',
    toCommissions: 'Your commissions', back: 'Statements', periodTitle: 'Statement {{period}}', pdf: 'PDF', file: 'Statement file', verify: 'Verify', verifying: 'Checking …', verifyHint: 'Recomputes every line, sum and hash up to the signature, here in your browser.', verifyPage: 'Check it without us', summary: 'Summary', commissions: 'Commissions', carryover: 'Carried over', adjustments: 'Adjustments',
    vat: 'VAT', withheld: 'Tax withheld', sent: 'Paid out', returned: 'Came back', matured: 'Became payable', hash: 'Hash', good: 'Nothing was changed since it was sealed.', bad: 'Do not trust this statement: something in it was changed.', checked: 'What was checked', ok: 'yes', notOk: 'no', fingerprint: 'Signed with the key',
    fingerprintHint: 'Compare it once with what the program has published.', proof: 'Proof', proofHint: 'Shows this line and none of the others; anybody can check it.', section: 'What', section_commission: 'Commission', section_carryover: 'Carried over', section_adjustment: 'Adjustment', section_vat: 'VAT', section_withheld: 'Tax withheld', section_payout: 'Payout',
    account_pending: 'pending', account_payable: 'payable', belongsTo: 'belongs to {{period}}', openLine: 'Why?', signed: 'Signed', total: 'Total',
  },
  {
    'pt-BR': {
      title: 'Extratos', subtitle: 'A conta de cada período fechado. Selada para sempre: você pode conferir que nada mudou.', sealed: 'Selado', opening: 'Saldo inicial', closing: 'Saldo final', moved: 'Movimento', lines: 'Linhas', none: 'Ainda não há extratos', noneHint: 'Quando um período for fechado, seu extrato estará aqui. Até lá cada linha está nas suas comissões.',
      toCommissions: 'Suas comissões', back: 'Extratos', periodTitle: 'Extrato {{period}}', pdf: 'PDF', file: 'Arquivo do extrato', verify: 'Verificar', verifying: 'Verificando …', verifyHint: 'Recalcula cada linha, soma e hash até a assinatura, aqui no seu navegador.', verifyPage: 'Verificar sem nós', summary: 'Resumo', commissions: 'Comissões', carryover: 'Transportado', adjustments: 'Ajustes',
      vat: 'IVA', withheld: 'Imposto retido', sent: 'Pago', returned: 'Devolvido', matured: 'Tornou-se pagável', hash: 'Hash', good: 'Nada mudou desde que foi selado.', bad: 'Não confie neste extrato: algo nele foi alterado.', checked: 'O que foi verificado', ok: 'sim', notOk: 'não', fingerprint: 'Assinado com a chave',
      fingerprintHint: 'Compare uma vez com a que o programa publicou.', proof: 'Prova', proofHint: 'Mostra esta linha e nenhuma outra; qualquer pessoa pode verificá-la.', section: 'O quê', section_commission: 'Comissão', section_carryover: 'Transportado', section_adjustment: 'Ajuste', section_vat: 'IVA', section_withheld: 'Imposto retido', section_payout: 'Pagamento',
      account_pending: 'pendente', account_payable: 'pagável', belongsTo: 'pertence a {{period}}', openLine: 'Por quê?', signed: 'Assinado', total: 'Total',
    },
    es: {
      title: 'Extractos', subtitle: 'La cuenta de cada periodo cerrado. Sellada para siempre: puede comprobar que nada cambió.', sealed: 'Sellado', opening: 'Saldo inicial', closing: 'Saldo final', moved: 'Movimiento', lines: 'Líneas', none: 'Aún no hay extractos', noneHint: 'Cuando se cierre un periodo, su extracto estará aquí. Hasta entonces cada línea está entre sus comisiones.',
      toCommissions: 'Sus comisiones', back: 'Extractos', periodTitle: 'Extracto {{period}}', pdf: 'PDF', file: 'Archivo del extracto', verify: 'Verificar', verifying: 'Verificando …', verifyHint: 'Recalcula cada línea, suma y hash hasta la firma, aquí en su navegador.', verifyPage: 'Comprobarlo sin nosotros', summary: 'Resumen', commissions: 'Comisiones', carryover: 'Arrastrado', adjustments: 'Ajustes',
      vat: 'IVA', withheld: 'Impuesto retenido', sent: 'Pagado', returned: 'Devuelto', matured: 'Pasó a pagable', hash: 'Hash', good: 'Nada cambió desde que se selló.', bad: 'No confíe en este extracto: algo en él fue modificado.', checked: 'Qué se verificó', ok: 'sí', notOk: 'no', fingerprint: 'Firmado con la clave',
      fingerprintHint: 'Compárela una vez con la que el programa publicó.', proof: 'Prueba', proofHint: 'Muestra esta línea y ninguna otra; cualquiera puede comprobarla.', section: 'Qué', section_commission: 'Comisión', section_carryover: 'Arrastrado', section_adjustment: 'Ajuste', section_vat: 'IVA', section_withheld: 'Impuesto retenido', section_payout: 'Pago',
      account_pending: 'pendiente', account_payable: 'pagable', belongsTo: 'pertenece a {{period}}', openLine: '¿Por qué?', signed: 'Firmado', total: 'Total',
    },
  },
)

import type { RefusalTexts } from './in-words.ts'

/** Affiliates, customers, transactions. */
export const affiliatesTexts: RefusalTexts = {
  'Affiliate not found': ['O afiliado não existe.', 'El afiliado no existe.', 'There is no such affiliate.'],
  'The affiliate is unknown.': ['O afiliado não existe.', 'El afiliado no existe.'],
  'The affiliate group is unknown.': ['O grupo não existe.', 'El grupo no existe.'],
  'There is no such group.': ['O grupo não existe.', 'El grupo no existe.'],
  'There is no such affiliate.': ['O afiliado não existe.', 'El afiliado no existe.'],
  'The note is archived.': ['A nota está arquivada.', 'La nota está archivada.'],
  'The organic affiliate belongs to the program and cannot be changed.': [
    'O afiliado orgânico pertence ao programa e não pode ser alterado.',
    'El afiliado orgánico pertenece al programa y no se puede cambiar.',
  ],
  'The organic affiliate belongs to the program and cannot be erased.': [
    'O afiliado orgânico pertence ao programa e não pode ser apagado.',
    'El afiliado orgánico pertenece al programa y no se puede borrar.',
  ],
  'The organic affiliate belongs to the program.': [
    'O afiliado orgânico pertence ao programa.',
    'El afiliado orgánico pertenece al programa.',
  ],
  'The affiliate {id} is {state}.': ['Estado do afiliado {id}: {state}.', 'Estado del afiliado {id}: {state}.'],
  'This referral code is taken.': ['Este código de indicação já está em uso.', 'Este código de referido ya está en uso.'],
  'A referral code has 1 to 64 letters A to Z, digits, _ and -.': [
    'Um código de indicação tem de 1 a 64 letras de A a Z, dígitos, _ e -.',
    'Un código de referido tiene de 1 a 64 letras de la A a la Z, cifras, _ y -.',
  ],
  'A date is that of a parent: send parentAffiliateId with it.': [
    'A data é a de um afiliado superior: informe-o também.',
    'La fecha es la de un afiliado superior: hay que indicarlo también.',
  ],
  'A parent holds from now or from an earlier moment on.': [
    'Um afiliado superior vale a partir de agora ou de um momento anterior.',
    'Un afiliado superior vale desde ahora o desde un momento anterior.',
  ],
  'An affiliate cannot be its own ancestor.': [
    'Um afiliado não pode estar acima de si mesmo.',
    'Un afiliado no puede estar por encima de sí mismo.',
  ],
  'The parent of an affiliate can be changed {n} times.': [
    'O superior de um afiliado pode ser mudado {n} vezes.',
    'El superior de un afiliado se puede cambiar {n} veces.',
  ],
  'The adjustment is {state}.': ['Estado do ajuste: {state}.', 'Estado del ajuste: {state}.'],
  'The open period is {period}.': ['O período aberto é {period}.', 'El período abierto es {period}.'],
  'The brand is unknown.': ['A marca não existe.', 'La marca no existe.'],
  'This program has no such brand.': ['A marca não existe.', 'La marca no existe.'],
  'The product is unknown.': ['O produto não existe.', 'El producto no existe.'],
  'The brand has no such product.': ['A marca não tem este produto.', 'La marca no tiene este producto.'],
  'The product is unknown, or not of this brand.': [
    'O produto não existe ou não é desta marca.',
    'El producto no existe o no es de esta marca.',
  ],
  'Must be an amount.': ['Deve ser um valor.', 'Debe ser un importe.'],
  'A parameter has 1 to 64 letters, digits, _, . and -.': [
    'Um parâmetro tem de 1 a 64 letras, dígitos, _, . e -.',
    'Un parámetro tiene de 1 a 64 letras, cifras, _, . y -.',
  ],
  'The customer is unknown.': ['O cliente não existe.', 'El cliente no existe.'],
  'The customer is {state}.': ['Estado do cliente: {state}.', 'Estado del cliente: {state}.'],
  'The customer is this affiliate’s already.': ['O cliente já é deste afiliado.', 'El cliente ya es de este afiliado.'],
  'A customer is given to another affiliate at most {n} times.': [
    'Um cliente passa a outro afiliado no máximo {n} vezes.',
    'Un cliente pasa a otro afiliado {n} veces como máximo.',
  ],
  'At most {n} transactions move at once; give the customer away from a later date.': [
    'No máximo {n} transações mudam de uma vez; passe o cliente a partir de uma data posterior.',
    'Como máximo {n} transacciones se mueven a la vez; hay que pasar el cliente desde una fecha posterior.',
  ],
  'Expected affiliateId or trackerId.': ['Escolha um afiliado ou um rastreador.', 'Hay que elegir un afiliado o un rastreador.'],
  'Expected an instant with from_date, and none with with_history.': [
    'A data só vale para “a partir de uma data”.',
    'La fecha solo vale para «desde una fecha».',
  ],
  'Expected either affiliateId or referralCode.': [
    'Informe o afiliado ou o código de indicação, não os dois.',
    'Hay que indicar el afiliado o el código de referido, no los dos.',
  ],
  'brandId or externalBrandId is required.': ['Escolha a marca.', 'Hay que elegir la marca.', 'Choose the brand.'],
  'No affiliate has this affiliateExternalId.': [
    'Nenhum afiliado tem este identificador externo.',
    'Ningún afiliado tiene este identificador externo.',
  ],
  'The affiliate has no tracker with this externalTrackerId.': [
    'O afiliado não tem um rastreador com este identificador externo.',
    'El afiliado no tiene un rastreador con este identificador externo.',
  ],
  'This program does not accept customers without a valid click.': [
    'Este programa não aceita clientes sem um clique válido.',
    'Este programa no acepta clientes sin un clic válido.',
  ],
  'This program does not accept customers without a valid click; {why}.': [
    'Este programa não aceita clientes sem um clique válido.',
    'Este programa no acepta clientes sin un clic válido.',
  ],
  'An event cannot have happened more than 24 hours ahead.': [
    'Um evento não pode estar mais de 24 horas no futuro.',
    'Un evento no puede estar más de 24 horas en el futuro.',
  ],
  'More than 24 hours ahead.': ['Mais de 24 horas no futuro.', 'Más de 24 horas en el futuro.'],
  'The transaction is unknown.': ['A transação não existe.', 'La transacción no existe.'],
  'One of the transactions does not exist.': ['Uma das transações não existe.', 'Una de las transacciones no existe.'],
  'An approved transaction is rejected with a reason.': [
    'Uma transação aprovada só é rejeitada com um motivo.',
    'Una transacción aprobada solo se rechaza con un motivo.',
  ],
  'Transaction {later} took back more of the same sale after {id}; reject it first.': [
    'A transação {later} estornou mais da mesma venda depois de {id}; rejeite-a antes.',
    'La transacción {later} devolvió más de la misma venta después de {id}; primero hay que rechazarla.',
  ],
  'Transaction {id} cannot be {verb}: it is {state}.': [
    'A transação {id} não permite isso. Estado: {state}.',
    'La transacción {id} no lo permite. Estado: {state}.',
  ],
  'Transaction {id} cannot be approved: its externalId was reported by the operator itself.': [
    'A transação {id} não pode ser aprovada: o próprio operador informou o mesmo identificador externo.',
    'La transacción {id} no se puede aprobar: el propio operador informó del mismo identificador externo.',
  ],
  'Only a failed item can be retried or discarded; this one is {state}.': [
    'Só um item com falha pode ser repetido ou descartado. Estado deste: {state}.',
    'Solo se puede repetir o descartar un elemento fallido. Estado de este: {state}.',
  ],
  'The transactions are not valid; nothing was stored.': [
    'As transações não são válidas; nada foi gravado.',
    'Las transacciones no son válidas; no se ha guardado nada.',
  ],
  'A coupon cannot stand for an archived affiliate or the organic one.': [
    'Um cupom não pode valer para um afiliado arquivado nem para o orgânico.',
    'Un cupón no puede ser de un afiliado archivado ni del orgánico.',
  ],
  'A coupon code has 1 to 100 visible characters.': [
    'O código de um cupom tem de 1 a 100 caracteres visíveis.',
    'El código de un cupón tiene de 1 a 100 caracteres visibles.',
  ],
}

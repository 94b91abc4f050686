import { defineWords } from '../../ui/words.ts'

/** Texts of coupons. */
export const couponWords = defineWords(
  'coupons',
  {
    title: 'Coupons', subtitle: 'Codes of your shop that bring a customer to an affiliate without a click.', add: 'New coupon', search: 'Search codes', none: 'No coupons yet', noneHint: 'Give an affiliate a code of your shop: whoever registers or buys with it counts as theirs.', noneFound: 'No coupon matches these filters', clearFilters: 'Clear filters', anyStatus: 'Any status', code: 'Code', codeHint: 'As customers type it; case does not matter.', affiliate: 'Affiliate', status: 'Status', created: 'Added', active: 'Active', inactive: 'Inactive', archived: 'Archived', save: 'Save', made: 'The coupon is made', saved: 'Saved', change: 'Change', archive: 'Archive', archiveTitle: 'Archive {{code}}?', archiveEffect: 'It brings nobody any more, and its code is free again. Whom it brought stays.', done: 'Archived',
  },
  {
    'pt-BR': {
      title: 'Cupons', subtitle: 'Códigos da sua loja que trazem um cliente a um afiliado sem clique.', add: 'Novo cupom', search: 'Buscar códigos', none: 'Ainda não há cupons', noneHint: 'Dê a um afiliado um código da sua loja: quem se cadastra ou compra com ele conta para ele.', noneFound: 'Nenhum cupom corresponde a esses filtros', clearFilters: 'Limpar filtros', anyStatus: 'Qualquer status', code: 'Código', codeHint: 'Como os clientes digitam; maiúsculas não importam.', affiliate: 'Afiliado', status: 'Status', created: 'Adicionado', active: 'Ativo', inactive: 'Inativo', archived: 'Arquivado', save: 'Salvar', made: 'O cupom foi criado', saved: 'Salvo', change: 'Alterar', archive: 'Arquivar', archiveTitle: 'Arquivar {{code}}?', archiveEffect: 'Não traz mais ninguém, e o código fica livre. Quem ele trouxe permanece.', done: 'Arquivado',
    },
    es: {
      title: 'Cupones', subtitle: 'Códigos de su tienda que llevan un cliente a un afiliado sin clic.', add: 'Nuevo cupón', search: 'Buscar códigos', none: 'Aún no hay cupones', noneHint: 'Dé a un afiliado un código de su tienda: quien se registra o compra con él cuenta como suyo.', noneFound: 'Ningún cupón coincide con estos filtros', clearFilters: 'Quitar filtros', anyStatus: 'Cualquier estado', code: 'Código', codeHint: 'Como lo escriben los clientes; las mayúsculas no importan.', affiliate: 'Afiliado', status: 'Estado', created: 'Añadido', active: 'Activo', inactive: 'Inactivo', archived: 'Archivado', save: 'Guardar', made: 'El cupón está creado', saved: 'Guardado', change: 'Cambiar', archive: 'Archivar', archiveTitle: '¿Archivar {{code}}?', archiveEffect: 'Ya no trae a nadie, y su código queda libre. Lo que trajo permanece.', done: 'Archivado',
    },
  },
)

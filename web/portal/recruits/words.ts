import { defineWords } from '../../ui/words.ts'

export const recruitWords = defineWords(
  'portal-recruits',
  {
    title: 'Sub-affiliates', subtitle: 'Whom you recruited, and what your shares of them come to.', name: 'Sub-affiliate', joined: 'Joined', level: 'Level', levelHint: 'level {{level}}', gone: 'not below you any more', share: 'Your share', total: 'Earned by sub-affiliates', active: 'Active', inactive: 'Not active',
    invite: 'Address to recruit with', inviteHint: 'Whoever signs up from it is recruited by you.', none: 'Nobody yet', noneHint: 'Whoever signs up from your address is here, with what you earn by them. Whether your terms pay for it, they say.', toPlan: 'Read your terms',
  },
  {
    'pt-BR': {
      title: 'Subafiliados', subtitle: 'Quem você recrutou, e quanto somam suas participações.', name: 'Subafiliado', joined: 'Entrou', level: 'Nível', levelHint: 'nível {{level}}', gone: 'não está mais abaixo de você', share: 'Sua participação', total: 'Ganho por subafiliados', active: 'Ativo', inactive: 'Não ativo',
      invite: 'Endereço para recrutar', inviteHint: 'Quem se cadastrar por ele é recrutado por você.', none: 'Ninguém ainda', noneHint: 'Quem se cadastrar pelo seu endereço estará aqui, com o que você ganha. Se seus termos pagam por isso, eles dizem.', toPlan: 'Ler seus termos',
    },
    es: {
      title: 'Subafiliados', subtitle: 'A quién reclutó y cuánto suman sus participaciones.', name: 'Subafiliado', joined: 'Se unió', level: 'Nivel', levelHint: 'nivel {{level}}', gone: 'ya no está por debajo de usted', share: 'Su participación', total: 'Ganado por subafiliados', active: 'Activo', inactive: 'No activo',
      invite: 'Dirección para reclutar', inviteHint: 'Quien se registre desde ella es reclutado por usted.', none: 'Nadie todavía', noneHint: 'Quien se registre desde su dirección estará aquí, con lo que usted gana. Si sus términos pagan por ello, lo dicen.', toPlan: 'Leer sus términos',
    },
  },
)

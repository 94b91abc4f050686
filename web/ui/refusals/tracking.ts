import type { RefusalTexts } from './in-words.ts'

/** Links, domains, media, settings. */
export const trackingTexts: RefusalTexts = {
  'This host serves every program.': ['Este host atende a todos os programas.', 'Este host atiende a todos los programas.'],
  'Another program has this host.': ['Outro programa tem este host.', 'Otro programa tiene este host.'],
  'A program has {n} domains at most.': ['Um programa tem no máximo {n} domínios.', 'Un programa tiene {n} dominios como máximo.'],
  'This is the address of the whole installation.': [
    'Este é o endereço de toda a instalação.',
    'Esta es la dirección de toda la instalación.',
  ],
  'Expected 1 to 63 lower-case letters, digits and dashes.': [
    'De 1 a 63 letras minúsculas, dígitos e hifens.',
    'De 1 a 63 letras minúsculas, cifras y guiones.',
  ],
  'Expected a colour like #0b7a5c.': ['Informe uma cor como #0b7a5c.', 'Se espera un color como #0b7a5c.'],
  'Expected a bare host in lower case, like shop.example, *.shop.example or localhost:3000.': [
    'Informe só o host em minúsculas, como shop.example, *.shop.example ou localhost:3000.',
    'Se espera solo el host en minúsculas, como shop.example, *.shop.example o localhost:3000.',
  ],
  'Expected an IANA time zone such as Europe/Malta.': [
    'Informe um fuso horário IANA, como Europe/Malta.',
    'Se espera una zona horaria IANA, como Europe/Malta.',
  ],
  'This is fixed when the program is made: amounts and periods hang on it.': [
    'Isto é definido ao criar o programa: valores e períodos dependem disso.',
    'Esto se fija al crear el programa: de ello dependen importes y períodos.',
  ],
  'The operator has a program of this name.': ['Já existe um programa com este nome.', 'Ya hay un programa con este nombre.'],
  'The program has no default plan whose commission could change.': [
    'O programa não tem um plano padrão cuja comissão possa mudar.',
    'El programa no tiene un plan predeterminado cuya comisión pueda cambiar.',
  ],
  'The tracker is unknown.': ['O rastreador não existe.', 'El rastreador no existe.'],
  'The tracking link is unknown.': ['O link não existe.', 'El enlace no existe.'],
  'There is no such tracking link.': ['O link não existe.', 'El enlace no existe.'],
  'slug: There is no such tracking link.': ['O link não existe.', 'El enlace no existe.'],
  'The medium is unknown.': ['O material não existe.', 'El material no existe.'],
  'There is no such object for this affiliate and brand.': [
    'Isto não existe para este afiliado e esta marca.',
    'Esto no existe para este afiliado y esta marca.',
  ],
  'A slug has 3 to 64 letters, digits, _ and -.': [
    'O final do link tem de 3 a 64 letras, dígitos, _ e -.',
    'El final del enlace tiene de 3 a 64 letras, cifras, _ y -.',
  ],
  'A slug has 1 to 64 letters, digits, - and _.': [
    'O final do link tem de 1 a 64 letras, dígitos, - e _.',
    'El final del enlace tiene de 1 a 64 letras, cifras, - y _.',
  ],
  'This address stands for a link already.': ['Este endereço já leva a um link.', 'Esta dirección ya lleva a un enlace.'],
  'A * can only stand at the end, behind an underscore, with something before it.': [
    'O * só pode ficar no fim, depois de um sublinhado, com algo antes.',
    'El * solo puede ir al final, tras un guion bajo, con algo delante.',
  ],
  'A path begins with a slash, says more than that, and has no ?, # and *.': [
    'Um caminho começa com uma barra, diz mais do que isso e não tem ?, # nem *.',
    'Una ruta empieza por una barra, dice algo más y no lleva ?, # ni *.',
  ],
  'A program has {n} legacy links at most.': [
    'Um programa tem no máximo {n} links antigos.',
    'Un programa tiene {n} enlaces antiguos como máximo.',
  ],
  'A text has words.': ['Um texto precisa de palavras.', 'Un texto necesita palabras.'],
  'Expected a PNG, JPEG, GIF or WebP picture. SVG is not taken.': [
    'Envie uma imagem PNG, JPEG, GIF ou WebP. SVG não é aceito.',
    'Se espera una imagen PNG, JPEG, GIF o WebP. SVG no se acepta.',
  ],
  'Expected a PNG or JPEG picture.': ['Envie uma imagem PNG ou JPEG.', 'Se espera una imagen PNG o JPEG.'],
  'Expected at most {side} pixels to a side and {all} in all.': [
    'No máximo {side} pixels de lado e {all} no total.',
    'Como máximo {side} píxeles de lado y {all} en total.',
  ],
  'Expected a PNG with at most 8 bits per channel and without interlacing.': [
    'Envie um PNG com no máximo 8 bits por canal e sem entrelaçamento.',
    'Se espera un PNG de 8 bits por canal como máximo y sin entrelazado.',
  ],
  'The endpoint is archived.': ['O webhook está arquivado.', 'El webhook está archivado.'],
  'A program has {n} webhooks at most.': ['Um programa tem no máximo {n} webhooks.', 'Un programa tiene {n} webhooks como máximo.'],
  'Expected a public https URL without user name and password, on port 443 or above 1023.': [
    'Informe um endereço https público, sem usuário e senha, na porta 443 ou acima de 1023.',
    'Se espera una dirección https pública, sin usuario ni contraseña, en el puerto 443 o por encima de 1023.',
  ],
  'Expected an https URL of the public internet, without a user name.': [
    'Informe um endereço https da internet pública, sem nome de usuário.',
    'Se espera una dirección https de internet pública, sin nombre de usuario.',
  ],
  'Macros cannot stand in the host.': ['Macros não podem estar no host.', 'Las macros no pueden ir en el host.'],
  '{macro} is no macro.': ['{macro} não é uma macro.', '{macro} no es una macro.'],
  'The brand allows no pages of its own choice: leave it out.': [
    'A marca não permite páginas à escolha: deixe vazio.',
    'La marca no permite páginas a elección: hay que dejarlo vacío.',
  ],
  'Expected an https address on {hosts}.': ['Informe um endereço https em {hosts}.', 'Se espera una dirección https en {hosts}.'],
  'The gateway is not set up.': ['O gateway não está configurado.', 'La pasarela no está configurada.'],
  'Its body was not kept.': ['O conteúdo não foi guardado.', 'No se guardó su contenido.'],
  'Its signature does not fit the secrets that are set up now.': [
    'A assinatura não combina com os segredos configurados agora.',
    'Su firma no corresponde a los secretos configurados ahora.',
  ],
  'Expected: {what}': ['Formato esperado: {what}', 'Formato esperado: {what}'],
  'Without it nobody could tell what comes from the gateway.': [
    'Sem isso ninguém poderia saber o que vem do gateway.',
    'Sin esto nadie podría saber qué viene de la pasarela.',
  ],
  '{gateway} has no such secret.': ['{gateway} não tem este segredo.', '{gateway} no tiene ese secreto.'],
  'Only a test program has a test clock.': [
    'Só um programa de teste tem relógio de teste.',
    'Solo un programa de prueba tiene reloj de prueba.',
  ],
  'The test clock moves forward only.': ['O relógio de teste só avança.', 'El reloj de prueba solo avanza.'],
  'API keys in URLs are refused; send the X-Api-Key header.': [
    'Chaves de API no endereço não são aceitas.',
    'No se aceptan claves de API en la dirección.',
  ],
}

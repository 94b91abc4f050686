import type { RefusalTexts } from './in-words.ts'

/** People, keys and signing in. */
export const peopleTexts: RefusalTexts = {
  'The address or the password is wrong.': ['O endereço ou a senha está errado.', 'La dirección o la contraseña no es correcta.'],
  'The password is wrong.': ['A senha está incorreta.', 'La contraseña no es correcta.'],
  'The code is wrong, was used already, or is too old.': [
    'O código está errado, já foi usado ou é antigo demais.',
    'El código no es correcto, ya se usó o es demasiado antiguo.',
  ],
  'Too many failed sign-ins. Wait a while, use a browser that you have signed in with before, or ask for a new password.': [
    'Tentativas demais sem sucesso. Espere um pouco, use um navegador em que já entrou antes ou peça uma nova senha.',
    'Demasiados intentos fallidos. Hay que esperar un rato, usar un navegador con el que ya se ha entrado o pedir una contraseña nueva.',
  ],
  'The password is too long.': ['A senha é longa demais.', 'La contraseña es demasiado larga.'],
  'The password needs at least {n} characters.': [
    'A senha precisa de pelo menos {n} caracteres.',
    'La contraseña necesita al menos {n} caracteres.',
  ],
  'This password is among the first that would be tried. Some words that do not belong together are better.': [
    'Esta senha está entre as primeiras que seriam tentadas. Algumas palavras sem relação entre si são melhores.',
    'Esta contraseña está entre las primeras que se probarían. Es mejor usar algunas palabras sin relación entre sí.',
  ],
  'Your password has fewer than 15 characters, which takes a second factor. Choose a longer one first.': [
    'Sua senha tem menos de 15 caracteres, o que exige um segundo fator. Escolha antes uma mais longa.',
    'Su contraseña tiene menos de 15 caracteres, lo que exige un segundo factor. Primero hay que elegir una más larga.',
  ],
  'Set a password first, or use your passkey.': [
    'Defina antes uma senha, ou use sua chave de acesso.',
    'Primero hay que poner una contraseña, o usar la llave de acceso.',
  ],
  'The passkey could not be verified.': ['A chave de acesso não pôde ser verificada.', 'No se pudo verificar la llave de acceso.'],
  'The passkey is not known here.': ['Esta chave de acesso não é conhecida aqui.', 'Esta llave de acceso no se conoce aquí.'],
  'Begin with a new secret.': ['Comece com um novo segredo.', 'Hay que empezar con un secreto nuevo.'],
  'This takes your password once more.': ['Isto exige sua senha mais uma vez.', 'Esto pide la contraseña una vez más.'],
  'This takes your password and a code once more.': [
    'Isto exige sua senha e um código mais uma vez.',
    'Esto pide la contraseña y un código una vez más.',
  ],
  'There is no sign-in that waits for a code: begin again.': [
    'Nenhuma entrada espera por um código: comece de novo.',
    'Ninguna entrada espera un código: hay que empezar otra vez.',
  ],
  'There is no authenticator app that waits for its first code.': [
    'Nenhum aplicativo autenticador espera pelo primeiro código.',
    'Ninguna aplicación de autenticación espera su primer código.',
  ],
  'There is a second factor already: take it away first.': [
    'Já existe um segundo fator: remova-o antes.',
    'Ya hay un segundo factor: primero hay que quitarlo.',
  ],
  'This link has been used, has expired, or a newer one was sent.': [
    'Este link já foi usado, expirou ou um mais novo foi enviado.',
    'Este enlace ya se usó, ha caducado o se envió uno más nuevo.',
  ],
  'This link has been used, has expired, or was withdrawn.': [
    'Este link já foi usado, expirou ou foi retirado.',
    'Este enlace ya se usó, ha caducado o se retiró.',
  ],
  'This is your address already.': ['Este já é o seu endereço.', 'Esta ya es su dirección.'],
  'This address has a user already.': ['Já existe um usuário com este endereço.', 'Ya hay un usuario con esta dirección.'],
  'This address has an account here already. Ask to be invited under another one.': [
    'Este endereço já tem uma conta aqui. Peça um convite para outro.',
    'Esta dirección ya tiene una cuenta aquí. Se puede pedir una invitación para otra.',
  ],
  'The invitation was accepted.': ['O convite foi aceito.', 'La invitación se aceptó.'],
  'Nobody changes their own access.': ['Ninguém altera o próprio acesso.', 'Nadie cambia su propio acceso.'],
  'An operator keeps at least one owner.': [
    'Um operador mantém pelo menos um proprietário.',
    'Un operador conserva al menos un propietario.',
  ],
  'This is the last owner: make somebody else an owner first.': [
    'Este é o último proprietário: torne antes outra pessoa proprietária.',
    'Es el último propietario: antes hay que hacer propietaria a otra persona.',
  ],
  'This role goes beyond your own.': ['Este papel vai além do seu.', 'Este rol va más allá del suyo.'],
  'This gives access to programs that you have no access to.': [
    'Isto dá acesso a programas aos quais você não tem acesso.',
    'Esto da acceso a programas a los que usted no tiene acceso.',
  ],
  'Expected programs of yours, at least one.': [
    'Escolha pelo menos um dos seus programas.',
    'Hay que elegir al menos uno de sus programas.',
  ],
  'The key is revoked.': ['A chave foi revogada.', 'La clave está revocada.'],
  'A key cannot have more permissions than its creator.': [
    'Uma chave não pode ter mais permissões do que quem a cria.',
    'Una clave no puede tener más permisos que quien la crea.',
  ],
  'The key would have expired already.': ['A chave já nasceria expirada.', 'La clave ya nacería caducada.'],
  'Nobody can sign in for this affiliate.': ['Ninguém pode entrar por este afiliado.', 'Nadie puede entrar por este afiliado.'],
  'Only somebody who has signed in to the portal may do this.': [
    'Só quem entrou no portal pode fazer isto.',
    'Solo puede hacerlo quien ha entrado en el portal.',
  ],
  'This program takes no applications here.': ['Este programa não aceita inscrições aqui.', 'Este programa no acepta solicitudes aquí.'],
  'Applying takes agreement to the terms as they are now.': [
    'Para se inscrever é preciso concordar com os termos atuais.',
    'Para solicitar hay que aceptar los términos actuales.',
  ],
  'There is no such portal.': ['Este portal não existe.', 'Este portal no existe.'],
  'Expected the token of a link.': ['O link está incompleto.', 'El enlace está incompleto.'],
}

// Scripts of a user's that became part of the page, as a list of texts: also those that the policy would not let run.
(() => {
  const URLS = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'data'])
  const isScript = ({ name, value }) => /^on/i.test(name) || (URLS.has(name.toLowerCase()) && /^[\s\u0000-\u0020]*(?:javascript|vbscript|data:text)/i.test(value))
  const planted = [...document.querySelectorAll('*')].filter(({ attributes, tagName, textContent }) => [...attributes].some(isScript) || (tagName === 'SCRIPT' && /planted/.test(textContent)))
  return planted.slice(0, 3).map((element) => `a script is part of the page: ${element.outerHTML.slice(0, 240)}`)
})()

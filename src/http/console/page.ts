import { hash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { type Html, html } from './html.ts'

const STYLE = `
:root{color-scheme:light dark;--ink:#14211d;--soft:#5b6b65;--paper:#f6f8f6;--card:#fff;--line:#dfe6e1;--accent:#0b7a5c;--code:#eef3ef}
@media (prefers-color-scheme:dark){:root{--ink:#e7efeb;--soft:#9bada5;--paper:#0f1614;--card:#17211d;--line:#283630;--accent:#45c79c;--code:#0f1815}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:46rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
header{display:flex;align-items:center;gap:.75rem;margin-bottom:2rem;font-weight:650;font-size:1.15rem;letter-spacing:-.01em}
header svg{width:1.9rem;height:1.9rem;color:var(--accent)}
h1{font-size:clamp(1.6rem,5vw,2.2rem);line-height:1.15;letter-spacing:-.02em;margin:0 0 .5rem}
h2{font-size:1.05rem;margin:0 0 .35rem}
p{margin:.25rem 0 .75rem;color:var(--soft)}
a{color:var(--accent);text-underline-offset:.2em}
section{background:var(--card);border:1px solid var(--line);border-radius:.9rem;padding:1.1rem 1.25rem;margin:1rem 0}
section p:last-child,section pre:last-child,section ul:last-child{margin-bottom:0}
ul{margin:.25rem 0 .75rem;padding-left:1.2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1rem;margin:.5rem 0 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
code,pre{font:.86rem/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{background:var(--code);border:1px solid var(--line);border-radius:.6rem;padding:.8rem .9rem;margin:.6rem 0;overflow-x:auto;tab-size:2}
button{font:inherit;color:var(--accent);background:none;border:1px solid var(--line);border-radius:.5rem;padding:.35rem .8rem;cursor:pointer}
@media (max-width:30rem){dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.5rem}}
`

const LOGO = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" aria-hidden="true"><path d="M4 9h10M4 15h16"/><circle cx="19" cy="9" r="1.6" fill="currentColor" stroke="none"/></svg>`

// No scripts at all, one style sheet known by its hash, nothing from elsewhere, no frames.
const POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** Sends a page of ours. Pages are personal and carry ids, so nobody keeps or frames them. */
export function sendPage(reply: FastifyReply, status: number, title: string, content: Html): FastifyReply {
  const style: Html = { markup: STYLE }
  const page = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · Fairshare</title><style>${style}</style></head>
<body><main><header>${LOGO}<span>Fairshare</span></header>
${content}
</main></body>
</html>
`
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    })
    .send(page.markup)
}

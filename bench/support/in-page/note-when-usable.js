// Runs in a page from its beginning: usableMs is when it had its title and no placeholder any more, and that was drawn. The last such time
// counts: a placeholder may come back.
{
  let isUsable = false
  const look = () => {
    const was = isUsable
    isUsable = document.querySelector('h1') !== null && document.querySelector('.animate-pulse') === null
    if (!isUsable || was) return
    requestAnimationFrame(() => setTimeout(() => {
      globalThis.usableMs = performance.now()
    }))
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
}

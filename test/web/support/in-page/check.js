// What is wrong with the page as it stands, as a list of texts. Needs axe. `rows`: of a table so many are looked at; others are made by the same
// lines. `frameOnce`: the navigation, the same around every page, is looked at where the app was loaded and not again.
(async ({ rows, frameOnce }) => {
  // Every rule of WCAG 2.2 A and AA, also those that axe leaves off by itself; not what it still calls experimental.
  const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']
  const RULES = axe.getRules(LEVELS).filter(({ tags }) => !tags.includes('experimental')).map(({ ruleId }) => ruleId)
  const FOCUSABLE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  const shown = (element) => element.outerHTML.slice(0, 240)

  async function findBroken() {
    const seen = frameOnce && window.frameWasChecked ? ['aside'] : []
    window.frameWasChecked = document.querySelector('aside') !== null
    const { violations } = await axe.run({ exclude: [`tbody > tr:nth-child(n + ${rows + 1})`, ...seen] }, { runOnly: { type: 'rule', values: RULES }, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 240)} ${failureSummary.replace(/\s+/g, ' ')}`))
  }

  function findNameless() {
    axe.setup(document.documentElement)
    const nameless = [...document.querySelectorAll(FOCUSABLE)].filter((element) => {
      if (!element.checkVisibility() || element.closest('[inert], [aria-hidden="true"]') !== null) return false
      return axe.commons.text.accessibleText(element).trim() === '' && (element.innerText ?? '').trim() === ''
    })
    axe.teardown()
    return nameless.slice(0, 5).map((element) => `can be focused and has no name: ${shown(element)}`)
  }

  function findSidewaysScroll() {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const culprit = [...document.querySelectorAll('body *')].find((element) => element.getBoundingClientRect().right > clientWidth + 0.5 && !isClipped(element))
    return [`scrolls sideways: ${scrollWidth} in ${clientWidth} px, because of ${culprit === undefined ? 'something' : shown(culprit)}`]
  }

  function isClipped(element) {
    for (let parent = element.parentElement; parent !== null && parent !== document.body; parent = parent.parentElement) {
      if (getComputedStyle(parent).overflowX !== 'visible') return true
    }
    return false
  }

  // Half-way between two colours nothing has the contrast that it will have.
  for (const animation of document.getAnimations()) if (animation.effect?.getComputedTiming().iterations === 1) animation.finish()
  return [...(await findBroken()), ...findNameless(), ...findSidewaysScroll()]
})

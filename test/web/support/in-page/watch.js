// Runs before anything of a page's own. `reportProblem` is the test's.
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
  window.reportProblem(`refused by the policy: ${violatedDirective} ${blockedURI} ${sample}`)
})
// What planted scripts call.
window.planted = (what) => window.reportProblem(`a planted script ran: ${what}`)

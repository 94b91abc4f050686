import { consoleApi } from '../../api/client.ts'
import { Load } from '../../ui/states.tsx'
import { AccountFrame } from './account-frame.tsx'
import { PasswordSection } from './password-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { TwoStepsSection } from './two-steps-section.tsx'

/** Password, second step, sessions. */
export default function SecurityScene() {
  const factors = consoleApi.useGet('GET /second-factors', {})
  return (
    <AccountFrame>
      <PasswordSection />
      <Load of={factors}>{(found) => <TwoStepsSection factors={found} />}</Load>
      <SessionsSection />
    </AccountFrame>
  )
}

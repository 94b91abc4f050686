import { runSimulation } from '../../domain/simulation/stored-simulation.ts'
import type { ProgramTask } from '../task.ts'

export const runSimulationTask: ProgramTask = {
  name: 'run-simulation',
  everyMs: 1_000,
  run: (context, programId) => runSimulation(context, programId),
}

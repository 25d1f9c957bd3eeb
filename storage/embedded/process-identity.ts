import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** What tells one process from all others, also from a later one with the same number. */
export const processIdentitySchema = z.object({
  pid: z.number().int().positive(),
  /** When it started, in the kernel's ticks; null where the system does not tell. */
  startTicks: z.string().nullable(),
  /** Which start of the machine it belongs to; null where the system does not tell. */
  bootId: z.string().nullable(),
})
/** See processIdentitySchema. */
export type ProcessIdentity = z.infer<typeof processIdentitySchema>

/** The identity of this process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, startTicks: startTicksOf(process.pid), bootId: bootId() }
}

/** Tells whether a process still runs; one that is dead but not yet taken note of by its parent does not. */
export function isRunning(identity: ProcessIdentity): boolean {
  if (identity.bootId !== null && bootId() !== null && identity.bootId !== bootId()) return false
  if (!exists(identity.pid)) return false
  if (/^[ZX]$/.test(statusOf(identity.pid)?.[stateField] ?? '')) return false
  const startTicks = startTicksOf(identity.pid)
  return identity.startTicks === null || startTicks === null || identity.startTicks === startTicks
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // a process of another user answers EPERM
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const stateField = 0
const startTimeField = 19

function startTicksOf(pid: number): string | null {
  return statusOf(pid)?.[startTimeField] ?? null
}

function statusOf(pid: number): string[] | undefined {
  const text = read(`/proc/${pid}/stat`)
  // the second field is the program's name in brackets, which may hold spaces
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')
}

function bootId(): string | null {
  return read('/proc/sys/kernel/random/boot_id')?.trim() ?? null
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

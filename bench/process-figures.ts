import { readdirSync, readFileSync } from 'node:fs'

/** Resident memory of a process and its children, MiB; 0 where the system does not tell (only Linux does). */
export function residentMemory(pid: number): number {
  try {
    const parents = new Map<number, number>()
    for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(name))
    const family = [pid]
    for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child)
    return Math.round(family.reduce((sum, member) => sum + kibibytes(member), 0) / 1024)
  } catch {
    return 0
  }
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function kibibytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Processor time a process has used so far in all its threads, ms; 0 where the system does not tell. A clock tick is taken as 10 ms, as Linux has it. */
export function processorTime(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return 0
  }
}

/** Waits for work to end, but no longer than `ms`; whether it did. An error of the work counts as its end. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  const ended = work.then(
    () => true,
    () => true,
  )
  const result = await Promise.race([ended, late])
  clearTimeout(timer)
  return result
}

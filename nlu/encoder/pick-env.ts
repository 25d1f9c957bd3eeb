/** Variables that any process needs to find its programs, its home and its temporary files. */
export const plainVariables: readonly string[] = ['PATH', 'HOME', 'TMPDIR', 'LANG']

/** Of an environment only the named variables, and those whose names begin with a prefix: a child gets no tokens of the bot's. */
export function pickEnv(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
  prefixes: readonly string[] = [],
): Record<string, string> {
  const picked: Record<string, string> = {}
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && (names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix))))
      picked[name] = value
  return picked
}

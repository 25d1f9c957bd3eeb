/**
 * Whether an http or https address points at one of `hosts`: `host` (any port the scheme implies) or `host:port`, compared without case.
 * Names match whole, not by ending.
 */
export function isListedHost(url: URL, hosts: readonly string[]): boolean {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false
  return hosts.some((host) => {
    const listed = host.trim().toLowerCase()
    return (
      listed !== '' &&
      (listed === url.host || (url.port === '' && listed === `${url.hostname}:${url.protocol === 'https:' ? 443 : 80}`))
    )
  })
}

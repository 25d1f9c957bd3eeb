/** Reads the fields of a multipart/form-data body: text fields as strings, files as `Buffer`s. Follows RFC 7578. */
export function parseMultipart(contentType: string, raw: Buffer): Record<string, string | Buffer> {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (!boundary) return {}
  const fields: Record<string, string | Buffer> = {}
  const mark = Buffer.from(`--${boundary}`)
  let from = raw.indexOf(mark)
  while (from >= 0) {
    const next = raw.indexOf(mark, from + mark.length)
    if (next < 0) break
    readPart(raw.subarray(from + mark.length + 2, next - 2), fields)
    from = next
  }
  return fields
}

function readPart(part: Buffer, fields: Record<string, string | Buffer>): void {
  const split = part.indexOf('\r\n\r\n')
  if (split < 0) return
  const head = part.subarray(0, split).toString('utf8')
  const name = /[; ]name="([^"]*)"/i.exec(head)?.[1]
  if (!name) return
  const content = part.subarray(split + 4)
  const isFile = /filename=/i.test(head) || /content-type:\s*application\/octet-stream/i.test(head)
  fields[name] = isFile ? Buffer.from(content) : content.toString('utf8')
}

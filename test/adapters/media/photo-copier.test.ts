import { createHash } from 'node:crypto'
import { mkdtemp, open, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { refusalOf } from '../../../adapters/media/copy-result.js'
import { openDownload } from '../../../adapters/media/open-download.js'
import { createPhotoCopier, type MediaAccess, type PhotoCopierSettings } from '../../../adapters/media/photo-copier.js'
import { writePhoto } from '../../../adapters/media/store-photo.js'

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('JFIF'), Buffer.alloc(4000, 7)])
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const heic = Buffer.concat([Buffer.from([0, 0, 0, 0x20]), Buffer.from('ftypmif1\0\0\0\0mif1heic'), Buffer.alloc(100)])
const avif = Buffer.concat([Buffer.from([0, 0, 0, 0x20]), Buffer.from('ftypavif\0\0\0\0avifmif1'), Buffer.alloc(100)])
const webp = Buffer.concat([Buffer.from('RIFF\x10\0\0\0WEBPVP8 '), Buffer.alloc(100)])
const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(100)])

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void

describe('photo copier', () => {
  let directory: string
  let server: http.Server
  let host: string
  let handle: Handler
  const asked: http.IncomingMessage[] = []
  const sockets = new Set<Socket>()
  const now = Date.now()

  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'tawasul-photos-'))
    asked.length = 0
    server = http.createServer((request, response) => {
      asked.push(request)
      handle(request, response)
    })
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
    await rm(directory, { recursive: true, force: true })
  })

  const onlyServer: MediaAccess = (url) => (url.host === host ? { headers: {} } : null)
  const copy = (address: string, more: Partial<PhotoCopierSettings> = {}, access: MediaAccess = onlyServer) =>
    createPhotoCopier({ directory, clock: { now: () => now }, ...more }).copy(
      address.startsWith('/') ? `http://${host}${address}` : address,
      access,
    )
  const serve =
    (body: Buffer | string, type = 'image/jpeg', status = 200): Handler =>
    (_, response) =>
      response.writeHead(status, { 'content-type': type }).end(body)
  const files = () => readdir(directory)

  it('copies a photo under a name made from its content', async () => {
    handle = serve(jpeg)
    const sha256 = createHash('sha256').update(jpeg).digest('hex')
    expect(await copy('/a.jpg')).to.deep.equal({
      ok: true,
      file: `${sha256}.jpg`,
      bytes: jpeg.length,
      mediaType: 'image/jpeg',
      sha256,
    })
    expect(await readFile(path.join(directory, `${sha256}.jpg`))).to.deep.equal(jpeg)
    await copy('/b.jpg')
    expect(await files()).to.deep.equal([`${sha256}.jpg`])
  })

  it('makes the directory, and copies many at once', async () => {
    handle = (request, response) => response.end(Buffer.concat([jpeg, Buffer.from(request.url ?? '')]))
    const copier = createPhotoCopier({ directory: path.join(directory, 'deep', 'er'), clock: { now: () => now } })
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) => copier.copy(`http://${host}/${n % 10}`, onlyServer)),
    )
    expect(results.every(({ ok }) => ok)).to.equal(true)
    expect(await readdir(path.join(directory, 'deep', 'er'))).to.have.length(10)
  })

  for (const [mediaType, bytes] of Object.entries({
    'image/jpeg': jpeg,
    'image/png': png,
    'image/heic': heic,
    'image/webp': webp,
    'image/gif': gif,
  }))
    it(`knows ${mediaType} by its bytes, whatever the header says`, async () => {
      handle = serve(bytes, 'text/plain')
      expect(await copy('/x')).to.include({ ok: true, mediaType })
    })

  for (const [what, bytes] of Object.entries({
    'HTML called a photo': Buffer.from('<!doctype html><script>alert(1)</script>'.padEnd(500)),
    'an SVG': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    'an AVIF': avif,
    'a PDF': Buffer.from('%PDF-1.7'.padEnd(100)),
    'a sound': Buffer.from('RIFF\x10\0\0\0WAVEfmt '.padEnd(100)),
    nothing: Buffer.alloc(0),
  }))
    it(`refuses ${what}`, async () => {
      handle = serve(bytes)
      expect(await copy('/x.jpg')).to.deep.equal({ ok: false, reason: 'type', retryable: false })
      expect(await files()).to.deep.equal([])
    })

  it('fetches nothing that it has no access to', async () => {
    handle = serve(jpeg)
    for (const address of [`http://${host}/x`, 'file:///etc/passwd', 'data:image/png;base64,AAAA', 'not an address'])
      expect(await copy(address, {}, () => null), address).to.deep.equal({
        ok: false,
        reason: 'host',
        retryable: false,
      })
    expect(await copy('ftp://example.org/x', {}, () => ({ headers: {} }))).to.include({ reason: 'host' })
    expect(asked).to.have.length(0)
  })

  it('follows redirects to where it may, with the headers for each place', async () => {
    handle = (request, response) =>
      request.url === '/3'
        ? response.end(jpeg)
        : response.writeHead(302, { location: String(Number(request.url?.slice(1)) + 1) }).end()
    const access: MediaAccess = (url) => ({ headers: { authorization: `for ${url.pathname}` } })
    expect(await copy('/0', {}, access)).to.include({ ok: true })
    expect(asked.map(({ headers }) => headers.authorization)).to.deep.equal(['for /0', 'for /1', 'for /2', 'for /3'])
  })

  it('stops at the fourth redirect', async () => {
    handle = (_, response) => response.writeHead(302, { location: '/again' }).end()
    expect(await copy('/x')).to.deep.equal({ ok: false, reason: 'host', retryable: false })
    expect(asked).to.have.length(4)
  })

  for (const location of [
    'http://127.0.0.1:1/secret',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'https://evil.example/x',
    '//[::1]/x',
  ])
    it(`does not follow a redirect to ${location}`, async () => {
      handle = (_, response) => response.writeHead(302, { location }).end()
      expect(await copy('/x')).to.deep.equal({ ok: false, reason: 'host', retryable: false })
      expect(asked).to.have.length(1)
    })

  it('does not follow a good name into the private network, unless the operator has listed it', async () => {
    handle = serve(jpeg)
    const port = host.split(':')[1]
    const url = `http://photos.example.sa:${port}/x`
    for (const address of ['127.0.0.1', '10.0.0.8', '::ffff:127.0.0.1', 'fd00::1']) {
      const lookup: PhotoCopierSettings['lookup'] = (_name, options, callback) =>
        options.all
          ? callback(null, [{ address, family: address.includes(':') ? 6 : 4 }])
          : callback(null, address, address.includes(':') ? 6 : 4)
      expect(await copy(url, { lookup }, () => ({ headers: {} })), address).to.deep.equal({
        ok: false,
        reason: 'host',
        retryable: false,
      })
    }
    expect(asked).to.have.length(0)
    const lookup: PhotoCopierSettings['lookup'] = (_name, options, callback) =>
      options.all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4)
    expect(
      await copy(url, { lookup, privateHosts: [`photos.example.sa:${port}`] }, () => ({ headers: {} })),
    ).to.include({ ok: true })
  })

  it('stops at an endless body, and at one that says it is too big', async () => {
    let closed: Promise<void> | undefined
    handle = (_, response) => {
      closed = new Promise((resolve) => response.on('close', () => resolve()))
      response.write(jpeg)
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 1)));
      }
      response.on('drain', more)
      more()
    }
    expect(await copy('/endless', { maxBytes: 1_000_000 })).to.deep.equal({
      ok: false,
      reason: 'size',
      retryable: false,
    })
    await closed
    handle = (_, response) => response.writeHead(200, { 'content-length': 99_000_000 }).write(jpeg)
    expect(await copy('/announced')).to.deep.equal({ ok: false, reason: 'size', retryable: false })
    expect(await files()).to.deep.equal([])
  })

  it('takes a photo of exactly the limit and none of one byte more', async () => {
    handle = serve(jpeg)
    expect(await copy('/x', { maxBytes: jpeg.length })).to.include({ ok: true })
    expect(await copy('/x', { maxBytes: jpeg.length - 1 })).to.include({ ok: false, reason: 'size' })
  })

  for (const [status, reason, retryable] of [
    [404, 'gone', false],
    [410, 'gone', false],
    [403, 'gone', false],
    [401, 'gone', true],
    [429, 'network', true],
    [500, 'network', true],
    [503, 'network', true],
    [204, 'gone', false],
  ] as const)
    it(`takes ${status} for ${reason}`, async () => {
      handle = serve(status === 204 ? '' : jpeg, 'image/jpeg', status)
      expect(await copy('/x')).to.deep.equal({ ok: false, reason, retryable })
    })

  it('gives up on a server that does not go on, leaving nothing behind', async () => {
    handle = (_, response) => response.write(jpeg)
    expect(await copy('/slow', { timeoutMs: 80 })).to.deep.equal({ ok: false, reason: 'network', retryable: true })
    handle = () => undefined
    expect(await copy('/silent', { timeoutMs: 80 })).to.deep.equal({ ok: false, reason: 'network', retryable: true })
    expect(await files()).to.deep.equal([])
  })

  it('does not take half a photo for a whole one', async () => {
    handle = (_, response) => {
      response.writeHead(200, { 'content-length': jpeg.length * 2 })
      response.write(jpeg, () => response.socket?.destroySoon())
    }
    expect(await copy('/half')).to.deep.equal({ ok: false, reason: 'network', retryable: true })
    expect(await files()).to.deep.equal([])
  })

  it('says that nobody is there', async () => {
    expect(await copy('http://127.0.0.1:1/x', {}, () => ({ headers: {} }))).to.deep.equal({
      ok: false,
      reason: 'network',
      retryable: true,
    })
  })

  it('says when there is no place for the file, and tries again with the next', async () => {
    handle = serve(jpeg)
    const blocked = path.join(directory, 'blocked')
    await writeFile(blocked, 'a file where a directory should be')
    const copier = createPhotoCopier({ directory: path.join(blocked, 'photos'), clock: { now: () => now } })
    expect(await copier.copy(`http://${host}/x`, onlyServer)).to.deep.equal({
      ok: false,
      reason: 'disk',
      retryable: true,
    })
    await rm(blocked)
    expect(await copier.copy(`http://${host}/x`, onlyServer)).to.include({ ok: true })
  })

  if (process.platform === 'linux')
    it('says that the disk is full', async () => {
      handle = serve(jpeg)
      const { body } = await openDownload(new URL(`http://${host}/x`), {
        headers: {},
        signal: new AbortController().signal,
        privateAllowed: true,
      })
      // A device on which every write fails for want of room.
      const full = await open('/dev/full', 'w')
      const error: unknown = await writePhoto(body, full, 1_000_000).catch((reason: unknown) => reason)
      await full.close()
      expect(error).to.include({ code: 'ENOSPC' })
      expect(refusalOf(error)).to.deep.equal({ ok: false, reason: 'disk', retryable: true })
    })

  it('removes what a crash has left half done, and nothing else', async () => {
    handle = serve(jpeg)
    const old = path.join(directory, 'old.part')
    const young = path.join(directory, 'young.part')
    const photo = path.join(directory, 'kept.jpg')
    for (const file of [old, young, photo]) await writeFile(file, jpeg)
    for (const file of [old, photo]) await utimes(file, (now - 7_200_000) / 1000, (now - 7_200_000) / 1000)
    await copy('/x')
    expect((await files()).filter((name) => /old|young|kept/.test(name)).sort()).to.deep.equal([
      'kept.jpg',
      'young.part',
    ])
  })
})

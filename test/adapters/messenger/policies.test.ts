import { expect } from 'chai'
import { at } from './meta-body.js'
import { outbound, testAdapter } from './test-adapter.js'

const hour = 60 * 60 * 1000

describe('messenger window', () => {
  const adapter = testAdapter()
  for (const purpose of ['answer', 'news'] as const)
    it(`is open to ${purpose} for 24 hours and not longer`, () => {
      const message = outbound({ purpose })
      expect(adapter.windowVerdict(message, at, at)).to.deep.equal({ open: true })
      expect(adapter.windowVerdict(message, at, at + 24 * hour)).to.deep.equal({ open: true })
      expect(adapter.windowVerdict(message, at, at + 24 * hour + 1)).to.have.property('open', false)
    })

  it('is never open in public', () => {
    expect(
      adapter.windowVerdict(outbound({ target: { type: 'public-reply', personId: '1', postId: '2' } }), at, at),
    ).to.have.property('open', false)
  })
})

describe('messenger media', () => {
  const adapter = testAdapter({ mediaAllowedHosts: ['127.0.0.1:4020', ' Files.Example.SA '] })
  for (const url of [
    'https://scontent.xx.fbcdn.net/v/t1.15752-9/photo.jpg?oe=6A123456',
    'https://scontent-cdg4-2.xx.fbcdn.net/x',
    'https://cdn.fbsbx.com/v/file.jpg',
    'http://127.0.0.1:4020/photo/a.jpg',
    'https://files.example.sa/x',
    'http://files.example.sa/x',
  ])
    it(`allows ${url}`, () => expect(adapter.mediaAccess(new URL(url))).to.deep.equal({ headers: {} }))

  for (const url of [
    'http://scontent.xx.fbcdn.net/x',
    'https://scontent.xx.fbcdn.net:8443/x',
    'https://fbcdn.net.evil.example/x',
    'https://evilfbcdn.net/x',
    'https://user:pass@scontent.xx.fbcdn.net/x',
    'https://evil.example/?scontent.xx.fbcdn.net',
    'http://127.0.0.1:4021/photo/a.jpg',
    'http://127.0.0.1/photo/a.jpg',
    'http://169.254.169.254/latest/meta-data',
    'http://sub.files.example.sa/x',
    'file:///etc/passwd',
    'ftp://files.example.sa/x',
  ])
    it(`refuses ${url}`, () => expect(adapter.mediaAccess(new URL(url))).to.equal(null))
})

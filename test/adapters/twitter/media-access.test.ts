import { expect } from 'chai'
import { isSigned } from './scripted-x.js'
import { adapterWith, settings } from './twitter-fixture.js'

const adapter = adapterWith({ mediaAllowedHosts: ['127.0.0.1:9000', 'media.example.sa'] })
const access = (url: string) => adapter.mediaAccess(new URL(url))

describe('twitter: photos', () => {
  it('signs requests to the host of private photos', () => {
    const url = new URL("https://ton.twitter.com/1.1/ton/data/dm/1/2/a.jpg?name=large&x=a%20b!*'()")
    expect(isSigned('GET', url, adapter.mediaAccess(url)?.headers.authorization ?? '', settings)).to.equal(true)
  })

  it('fetches public media and what the settings allow without a signature', () => {
    for (const url of [
      'https://pbs.twimg.com/media/a.jpg',
      'https://video.twimg.com/a.mp4',
      'http://127.0.0.1:9000/photo/x.jpg?oe=1',
      'https://media.example.sa/a.jpg',
    ]) {
      expect(access(url), url).to.deep.equal({ headers: {} })
    }
  })

  it('fetches nothing else', () => {
    for (const url of [
      'http://pbs.twimg.com/a.jpg',
      'http://ton.twitter.com/a.jpg',
      'https://ton.twitter.com:8443/a.jpg',
      'https://pbs.twimg.com.evil.example/a.jpg',
      'https://evil.example/pbs.twimg.com',
      'https://pbs.twimg.com@evil.example/a.jpg',
      'https://user:pass@pbs.twimg.com/a.jpg',
      'http://127.0.0.1:9001/a.jpg',
      'http://127.0.0.1/a.jpg',
      'https://media.example.sa:8443/a.jpg',
      'http://169.254.169.254/latest',
      'file:///etc/passwd',
      'ftp://media.example.sa/a.jpg',
    ]) {
      expect(access(url), url).to.equal(null)
    }
  })
})

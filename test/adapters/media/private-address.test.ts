import { expect } from 'chai'
import { isPrivateAddress } from '../../../adapters/media/private-address.js'

describe('private addresses', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::1',
    '::',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    'fc00::1',
    'fe80::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])
    it(`counts ${address || 'nothing'} as private`, () => expect(isPrivateAddress(address)).to.equal(true))
  for (const address of [
    '157.240.1.35',
    '8.8.8.8',
    '172.32.0.1',
    '2a03:2880:f12f:83:face:b00c:0:25de',
    '::ffff:157.240.1.35',
  ])
    it(`counts ${address} as public`, () => expect(isPrivateAddress(address)).to.equal(false))
})

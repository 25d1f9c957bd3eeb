import type { Encoder } from './encoder.js'

/** An encoder that is asked nothing while the machine has enough to do: it would take from answers what it gives to their quality. */
export function politeEncoder(encoder: Encoder, isBusy: () => boolean): Encoder {
  return {
    embed: (text) => (isBusy() ? Promise.resolve({ skipped: 'busy' }) : encoder.embed(text)),
    get ready() {
      return encoder.ready
    },
    get load() {
      return encoder.load
    },
    close: () => encoder.close(),
  }
}

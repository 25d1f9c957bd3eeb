const longestSide = 2048

/** The line at a phone's foot: text, a photo with preview, sending by Enter or button. */
export class Composer {
  #text
  #send
  #picker
  #attached
  #trouble
  #photo
  #busy = false

  /** `send({text, photo})` rejects when the server does not take it. */
  constructor(form, placeholder, send) {
    form.append(document.getElementById('composer-template').content.cloneNode(true))
    this.#text = form.querySelector('textarea')
    this.#send = form.querySelector('.send')
    this.#picker = form.querySelector('input[type=file]')
    this.#attached = form.querySelector('.attached')
    this.#trouble = form.querySelector('.trouble')
    this.#text.placeholder = placeholder
    this.#text.setAttribute('aria-label', placeholder)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#submit(send)
    })
    this.#text.addEventListener('input', () => this.#refresh())
    this.#text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      form.requestSubmit()
    })
    this.#text.addEventListener('paste', (event) => {
      const [file] = event.clipboardData?.files ?? []
      if (!file) return
      event.preventDefault()
      this.#attach(file)
    })
    this.#picker.addEventListener('change', () => {
      const [file] = this.#picker.files
      if (file) this.#attach(file)
      this.#picker.value = ''
    })
    form.querySelector('.detach').addEventListener('click', () => {
      this.#detach()
      this.#text.focus()
    })
  }

  /** Puts words in and the cursor behind them. */
  fill(text) {
    this.#text.value = text
    this.#refresh()
    this.#text.focus()
    this.#text.setSelectionRange(text.length, text.length)
  }

  /** Empties it. */
  clear() {
    this.#text.value = ''
    this.#detach()
    this.#complain('')
  }

  async #submit(send) {
    const text = this.#text.value.trim()
    const photo = this.#photo
    if (this.#busy || (!text && !photo)) return
    this.#busy = true
    try {
      await send({ text, photo })
      this.clear()
    } catch {
      this.#complain('تعذّر الإرسال. يُرجى المحاولة مرة أخرى.')
    } finally {
      this.#busy = false
      this.#refresh()
    }
  }

  async #attach(file) {
    try {
      this.#detach()
      this.#photo = await shrink(file)
      this.#attached.querySelector('img').src = URL.createObjectURL(this.#photo)
      this.#attached.hidden = false
      this.#complain('')
    } catch {
      this.#complain('هذا الملف ليس صورة يمكن قراءتها.')
    }
    this.#refresh()
    this.#text.focus()
  }

  #detach() {
    const image = this.#attached.querySelector('img')
    if (image.src) URL.revokeObjectURL(image.src)
    image.removeAttribute('src')
    this.#attached.hidden = true
    this.#photo = undefined
    this.#refresh()
  }

  #complain(words) {
    this.#trouble.textContent = words
    this.#trouble.hidden = words === ''
  }

  #refresh() {
    this.#send.disabled = this.#busy || (this.#text.value.trim() === '' && !this.#photo)
    this.#text.style.height = 'auto'
    this.#text.style.height = `${this.#text.scrollHeight}px`
  }
}

/** As the apps do before they send: at most 2048 pixels a side, JPEG, without the place it was taken at. */
async function shrink(file) {
  const bitmap = await createImageBitmap(file)
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/jpeg', 0.86)
  })
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../../../config/project-root.js'
import { loadLexicon } from '../../../nlu/pipeline/lexicon.js'
import { wordsOf } from '../../../nlu/pipeline/normalise.js'
import { createShadow } from '../../../nlu/pipeline/shadow.js'

const words = (text: string) => wordsOf(createShadow(text).text)

describe('lexicon', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'lexicon-'))
    mkdirSync(path.join(root, 'nlu', 'lexicon'), { recursive: true })
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))
  const write = (name: string, text: string) => writeFileSync(path.join(root, 'nlu', 'lexicon', `${name}.txt`), text)

  it('finds words, beginnings and phrases, and English ones in every language', () => {
    write('ur', '## Urdu\nwater: پانی | آب*\nno_water: پانی نہیں\n')
    write('en', 'leak: leak*\n')
    const lexicon = loadLexicon(root)
    expect(lexicon.ideasOf(words('پانی نہیں آ رہا'), 'ur')).to.deep.equal(['no_water', 'water'])
    expect(lexicon.ideasOf(words('آبپاشی leaking'), 'ur')).to.deep.equal(['leak', 'water'])
    expect(lexicon.ideasOf(words('پانیوں'), 'ur')).to.deep.equal([])
  })

  it('takes what is written in Latin letters from its own list and the language’s', () => {
    write('ur', 'water: پانی\n')
    write('ur-Latn', 'road: sarak | sadak\n')
    expect(loadLexicon(root).ideasOf(words('sarak پانی'), 'ur-Latn')).to.deep.equal(['road', 'water'])
  })

  it('finds what is named inside a run of letters where words are not spaced', () => {
    write('zh', 'road: 道路\n')
    expect(loadLexicon(root).ideasOf(words('我家门口的道路坏了'), 'zh')).to.deep.equal(['road'])
  })

  it('knows the same ideas in Arabic and in each language that the bot writes', () => {
    const lexicon = loadLexicon(projectRoot)
    const holes = {
      ar: 'حفره',
      en: 'pothole hole',
      ur: 'گڑھا',
      hi: 'गड्ढा',
      bn: 'গর্ত',
      tl: 'butas',
      id: 'lubang',
      ml: 'കുഴി',
    }
    for (const [language, text] of Object.entries(holes))
      expect(lexicon.ideasOf(words(text), language), language).to.include('hole')
  })
})

import { expect } from 'chai'
import { projectRoot } from '../../../config/project-root.js'
import { clausesOf } from '../../../nlu/pipeline/clauses.js'
import { wordsOf } from '../../../nlu/pipeline/normalise.js'
import { loadProblemNames } from '../../../nlu/pipeline/problem-names.js'
import { createShadow } from '../../../nlu/pipeline/shadow.js'

const named = loadProblemNames(projectRoot)
const problem = (text: string): string | null => named(wordsOf(createShadow(text).text))

describe('parts of a message', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['Arabic', 'فيه حفرة كبيرة والإنارة طافية', ['pothole', 'street_light']],
    ['Urdu', 'سڑک پر گڑھا ہے اور سٹریٹ لائٹ بند ہے', ['pothole', 'street_light']],
    ['Roman Urdu', 'sarak pe garha hai aur kachra para hai', ['pothole', 'waste_collection']],
    ['Hindi', 'कचरा नहीं उठा और गटर का पानी बह रहा है', ['waste_collection', 'sewage']],
    ['Bengali', 'রাস্তায় বড় গর্ত এবং রাস্তার বাতি জ্বলে না', ['pothole', 'street_light']],
    ['Banglish', 'moyla ney na ebong rastay gorto', ['waste_collection', 'pothole']],
    ['Filipino', 'may lubak sa kalye at saka hindi kinukuha ang basura', ['pothole', 'waste_collection']],
    ['Indonesian', 'jalan berlubang dan juga lampu jalan mati', ['pothole', 'street_light']],
    ['Malayalam', 'റോഡിൽ കുഴി ഉണ്ട് കൂടാതെ തെരുവ് വിളക്ക് കത്തുന്നില്ല', ['pothole', 'street_light']],
    ['Manglish', 'roadil kuzhi und, pinne theruvu naya shalyam', ['pothole', 'stray_animals']],
  ]
  for (const [language, text, services] of cases) {
    it(`${language}: ${text}`, () => {
      const clauses = clausesOf(text)
      expect(clauses).to.have.lengthOf(2)
      // Names in Arabic and English are those of the services; see the understander's own tests.
      if (language !== 'Arabic') expect(clauses.map(problem)).to.deep.equal(services)
    })
  }

  it('are one where nothing joins two', () => {
    for (const text of [
      'سڑک پر بڑا گڑھا ہے',
      'may lubak sa kalye',
      'jalan berlubang besar',
      'रास्ते में गड्ढा है',
      'bandara jauh',
    ])
      expect(clausesOf(text)).to.deep.equal([text])
  })

  it('name a problem by whole words or their beginnings, the longer name first', () => {
    expect(problem('gutter ka pani sarak par hai aur kachra bhi')).to.equal('sewage')
    expect(problem('ময়লার স্তূপ')).to.equal('waste_collection')
    expect(problem('gaadi kharab ho gayi')).to.equal(null)
    expect(problem('')).to.equal(null)
  })
})

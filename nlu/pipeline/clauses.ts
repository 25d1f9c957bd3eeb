/** Words that join two problems, language by language, and what may follow them. */
const arabicAndEnglish =
  'and|also|plus|as well as|وكمان|وكذلك|وايضا|وأيضا|وبعد|وبعدين|كمان|ايضا|أيضا|وبرضو|وبرضه|بالإضافة إلى|بالاضافه الى|بالاضافة الى|مع|و|w|wa|kaman|wkaman|w kaman'
const others = [
  'اور|نیز|ساتھ ہی|اس کے علاوہ|aur|aor|or sath|iske alawa|iske ilawa|is ke ilawa|sath hi|saath hi',
  'और|तथा|एवं|साथ ही|इसके अलावा',
  'এবং|আর|ও|তাছাড়া|সাথে|ebong|ebon|aar|tachara',
  'at saka|tsaka|saka|pati|pati na|pati na rin|tapos|at may|at ang|at yung|at walang|at sira',
  'dan|dan juga|juga|serta|trus|terus|terus juga|ditambah|selain itu',
  'കൂടാതെ|പിന്നെ|ഒപ്പം|കൂടെ|അതുപോലെ|koodathe|pinne|koode',
].join('|')
const joints = new RegExp(
  `[،,.;؛:\\n!؟?।۔。、]+|\\s+[+&/]\\s+|\\s+(?:${arabicAndEnglish}|${others})\\s+(?:also |there is |a |an |فيه |في |may |ada |juga )?|\\s+و(?=\\p{L}{3,})`,
  'giu',
)
const most = 6

/** The parts of a message between its stops and its "and"s, at most six; a single one where there is nothing to part. */
export function clausesOf(text: string): readonly string[] {
  return text
    .split(joints)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .slice(0, most)
}

const joints =
  /[،,.;؛:\n!؟?]+|\s+[+&/]\s+|\s+(?:and|also|plus|as well as|وكمان|وكذلك|وايضا|وأيضا|وبعد|وبعدين|كمان|ايضا|أيضا|وبرضو|وبرضه|بالإضافة إلى|بالاضافه الى|بالاضافة الى|مع|و|w|wa|kaman|wkaman|w kaman)\s+(?:also |there is |a |an |فيه |في )?|\s+و(?=\p{L}{3,})/gu
const most = 6

/** The parts of a message between its stops and its "and"s, at most six; a single one where there is nothing to part. */
export function clausesOf(text: string): readonly string[] {
  return text
    .split(joints)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .slice(0, most)
}

const joints =
  /[،,.;؛:\n!؟?]+|\s+(?:and|also|plus|وكمان|وكذلك|وايضا|وأيضا|وبعد|كمان|ايضا|أيضا|وبرضو|w|kaman)\s+(?:also |فيه |في )?|\s+و(?=\p{L}{3,})/gu
const most = 6

/** The parts of a message between its stops and its "and"s, at most six; a single one where there is nothing to part. */
export function clausesOf(text: string): readonly string[] {
  return text
    .split(joints)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .slice(0, most)
}

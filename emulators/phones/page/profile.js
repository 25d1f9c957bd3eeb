import { button, icon, make, spoken } from './elements.js'
import { setWords } from './text.js'

const defaultGreeting = 'تردّ هذه الصفحة آليًا، وتسجّل البلاغات وتعرض حالتها'

/** The Page's greeting and starters in an empty thread, and its menu beside the composer. `press(payload)` tells of a tap. */
export function showProfile({ greeting, starters, menu }, { phone, press }) {
  setWords(phone.querySelector('.bio'), greeting ?? defaultGreeting)
  phone.querySelector('.starters').replaceChildren(
    ...starters.map(({ title, payload }) => {
      const start = button('', title)
      start.dir = 'auto'
      start.addEventListener('click', () => press(payload))
      return start
    }),
  )
  phone.querySelector('.menu')?.remove()
  if (menu.length > 0) phone.querySelector('.composer .row').prepend(menuOf(menu, press))
}

function menuOf(items, press) {
  const list = make('div', 'menu-items')
  const menu = make('details', 'menu', make('summary', '', icon('menu'), spoken('قائمة الصفحة')), list)
  for (const { title, payload, url } of items) {
    const item = url ? make('a', '', title) : button('', title)
    if (url) {
      item.href = /^https?:/i.test(url) ? url : '#'
      item.target = '_blank'
      item.rel = 'noopener noreferrer'
    }
    item.addEventListener('click', () => {
      menu.open = false
      if (!url) press(payload)
    })
    list.append(item)
  }
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    menu.open = false
    menu.querySelector('summary').focus()
  })
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (!menu.contains(relatedTarget)) menu.open = false
  })
  return menu
}

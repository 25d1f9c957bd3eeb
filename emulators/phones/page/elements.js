const svgSpace = 'http://www.w3.org/2000/svg'

/** A new element with a class, and children or text. */
export function make(tag, className, ...children) {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...children)
  return element
}

/** An icon of the page's sprite. */
export function icon(name, className) {
  const svg = document.createElementNS(svgSpace, 'svg')
  const use = document.createElementNS(svgSpace, 'use')
  use.setAttribute('href', `#i-${name}`)
  svg.setAttribute('aria-hidden', 'true')
  if (className) svg.setAttribute('class', className)
  svg.append(use)
  return svg
}

/** A button that does not send a form. */
export function button(className, ...children) {
  const element = make('button', className, ...children)
  element.type = 'button'
  return element
}

/** Words for screen readers alone. */
export const spoken = (text) => make('span', 'hidden-label', text)

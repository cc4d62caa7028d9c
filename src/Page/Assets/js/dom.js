// Small helpers to build and keep up DOM trees. Text only ever goes in as text nodes, so nothing a grid, a worker or a log is
// called can become markup.

const svgNamespace = "http://www.w3.org/2000/svg";

/** An element with properties and children: h("a", { href: "#/", class: "x", onclick: f }, "text", other). */
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** The same for SVG. */
export function s(tag, properties = {}, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets the text of an element unless it is that already. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Makes the children of an element those of a list: keeps, moves and updates those it knows by key, and removes the others. */
export function keyed(parent, items, keyOf, create, update) {
  const known = parent.keyedChildren ??= new Map();
  const wanted = new Set();
  let place = parent.firstChild;
  for (const item of items) {
    const key = String(keyOf(item));
    wanted.add(key);
    let child = known.get(key);
    if (!child) known.set(key, child = create(item));
    update?.(child, item);
    if (child === place) place = place.nextSibling;
    else parent.insertBefore(child, place);
  }
  for (const [key, child] of known) {
    if (wanted.has(key)) continue;
    child.remove();
    known.delete(key);
  }
}

/** Calls a function only when the value is not the same as at the last call. */
export function whenChanged(draw) {
  let last;
  return value => {
    const text = JSON.stringify(value);
    if (text === last) return;
    last = text;
    draw(value);
  };
}

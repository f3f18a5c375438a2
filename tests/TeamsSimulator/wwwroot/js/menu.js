import { h } from './dom.js';

/** A menu at a point: arrow keys walk, Escape closes, focus returns. */
export function showMenu(children, x, y, parent = document.body) {
  const before = document.activeElement;
  const menu = h('div', { class: 'menu', role: 'menu', 'data-testid': 'menu' }, ...children);
  const close = back => {
    document.removeEventListener('pointerdown', outside, true);
    menu.remove();
    if (back && before?.isConnected) before.focus({ preventScroll: true });
  };
  const outside = event => {
    if (!menu.contains(event.target)) close(false);
  };
  const items = [...menu.querySelectorAll('[role=menuitem]')];
  menu.addEventListener('click', event => {
    if (event.target.closest('[role=menuitem]')) close(!event.target.closest('[data-testid=message-edit]'));
  });
  menu.addEventListener('keydown', event => {
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (step) {
      event.preventDefault();
      items[(at + step + items.length) % items.length].focus();
    }
  });
  parent.append(menu);
  const box = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - box.width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - box.height - 8))}px`;
  document.addEventListener('pointerdown', outside, true);
  items[0]?.focus({ preventScroll: true });
}

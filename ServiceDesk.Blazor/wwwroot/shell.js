// What every page does alike, whether it is live or not.
(() => {
  const openMenus = () => [...document.querySelectorAll('details.menu[open]')];

  // A menu closes by choosing in it, and by pressing beside it.
  document.addEventListener('click', ({ target }) => {
    for (const menu of openMenus()) {
      if (!menu.contains(target) || target.closest('.menu-list a, .menu-list button')) {
        menu.open = false;
      }
    }
  });

  document.addEventListener('keydown', (event) => {
    const menu = event.key === 'Escape' ? openMenus().at(-1) : null;
    if (menu) {
      event.stopPropagation(); // a dialog behind it stays
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  }, true);

  // A button pressed twice in a row means once: the second press would meet whatever the first has put in its place.
  document.addEventListener('click', (event) => {
    if (event.detail > 1 && event.target.closest?.('button:not([data-repeat])')) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  // A dialog has the keyboard from its first moment; the library's own script gives it half a second later, when somebody may be typing.
  const met = new WeakSet();
  new MutationObserver(() => {
    const dialog = [...document.querySelectorAll('.rz-dialog-content')].at(-1);
    if (dialog && !met.has(dialog)) {
      met.add(dialog);
      if (!dialog.contains(document.activeElement)) {
        Radzen.dialogInvokerElement ||= document.activeElement; // which the library gives the keyboard back to
        const controls = Radzen.getFocusableElements(dialog);
        (controls.find((control) => control.matches('input, select, textarea')) ?? controls[0])?.focus();
      }
    }
  }).observe(document.body, { subtree: true, childList: true });

  // A slash leads to the search place, unless it is being typed somewhere.
  document.addEventListener('keydown', (event) => {
    const place = document.getElementById('site-search');
    if (event.key === '/' && place?.checkVisibility() && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest('input, textarea, select, [contenteditable], dialog, .rz-dialog')) {
      event.preventDefault();
      place.focus();
    }
  });
})();

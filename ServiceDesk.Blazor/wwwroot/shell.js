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

  // ... and when the keyboard goes on to something else.
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    const menu = target.closest?.('details.menu[open]');
    if (menu && relatedTarget && !menu.contains(relatedTarget)) {
      menu.open = false;
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

  // A button is out of use while what it was pressed for is under way, which takes the keyboard from it: it gets it back.
  let pressed = null;
  document.addEventListener('click', ({ target }) => { pressed = target.closest?.('button') ?? null; }, true);
  new MutationObserver(() => {
    if (pressed?.isConnected && !pressed.disabled && document.activeElement === document.body) {
      pressed.focus();
      pressed = null;
    }
  }).observe(document.body, { subtree: true, attributeFilter: ['disabled'] });

  // A button in a notice goes with it when it is pressed: the keyboard goes back to where it was before, or to the page where that is gone.
  let before = null;
  document.addEventListener('focusin', ({ target }) => {
    before = target.closest('.rz-notification') ? before : target;
  });
  document.addEventListener('click', ({ target }) => {
    const button = target.closest?.('.rz-notification button');
    if (!button) {
      return;
    }

    const gone = new MutationObserver(() => {
      if (!button.isConnected) {
        gone.disconnect();
        if (document.activeElement === document.body) {
          const there = before?.isConnected ? before : document.getElementById(before?.id || 'content');
          (there ?? document.getElementById('content')).focus({ preventScroll: true });
        }
      }
    });
    gone.observe(document.body, { subtree: true, childList: true });
  });

  // The way past the navigation leaves the page and what is typed in it alone, and takes the keyboard along.
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('a.skip')) {
      event.preventDefault();
      event.stopImmediatePropagation();
      document.getElementById('content').focus();
    }
  }, true);

  // A dialog has the keyboard from its first moment, and gives it back however early it is closed; the library's own script does so half a
  // second later, when somebody may be typing.
  const openedFrom = new Map();
  new MutationObserver(() => {
    for (const [dialog, opener] of openedFrom) {
      if (!dialog.isConnected) {
        openedFrom.delete(dialog);
        if (document.activeElement === document.body) {
          opener.focus();
        }
      }
    }

    const dialog = [...document.querySelectorAll('.rz-dialog-content')].at(-1);
    if (dialog && !openedFrom.has(dialog)) {
      openedFrom.set(dialog, document.activeElement);
      if (!dialog.contains(document.activeElement)) {
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

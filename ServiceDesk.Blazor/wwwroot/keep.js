// What is being typed into a form with data-keep is kept in this tab: a reload or a restart of the server gives it back, in the dialog it was
// typed in, and nothing leaves or closes it without asking. A form that stays after it was saved says by data-state whether it is "unsaved".
(() => {
  const prefix = 'servicedesk.draft.';
  const typedIn = new WeakSet();
  const known = new Map();
  const toGiveBack = new WeakMap();
  const opened = new Set();
  let isLeaving = false;
  let isGivingBack = false;

  const keyOf = (name) => `${name}@${location.pathname}`;
  const fieldsOf = (form) => [...form.elements].filter((field) => field.id && field.matches('input:not([type=password], [type=file], [type=hidden]), textarea, select'));
  const isChoice = (field) => field.type === 'checkbox' || field.type === 'radio';
  const isUnsaved = (form) => form.isConnected && (form.dataset.state ? form.dataset.state === 'unsaved' : typedIn.has(form));
  const unsaved = (within = document) => [...within.querySelectorAll('form[data-keep]')].filter(isUnsaved);
  const forget = (form) => {
    typedIn.delete(form);
    sessionStorage.removeItem(known.get(form)?.key ?? keyOf(form.dataset.keep));
  };

  const keep = (form) => {
    typedIn.add(form);
    const fields = Object.fromEntries(fieldsOf(form).map((field) => [field.id, isChoice(field) ? field.checked : field.value]));
    try {
      sessionStorage.setItem(keyOf(form.dataset.keep), JSON.stringify({ fields }));
    } catch {
      // The browser's room is used up: what is typed stays on the page, it is only not kept besides.
    }
  };

  for (const kind of ['input', 'change']) {
    document.addEventListener(kind, (event) => {
      const form = event.target.closest?.('form[data-keep]');
      if (form && !isGivingBack) {
        keep(form);
      }
    });
  }

  // Fields may come later than their form, such as those that wait for the database.
  const giveBack = (form) => {
    const fields = toGiveBack.get(form);
    for (const field of fields ? fieldsOf(form).filter(({ id }) => id in fields) : []) {
      const kept = fields[field.id];
      delete fields[field.id];
      const name = isChoice(field) ? 'checked' : 'value';
      if (field[name] !== kept && !(field.type === 'radio' && !kept)) {
        field[name] = kept;
        isGivingBack = true;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
        isGivingBack = false;
        typedIn.add(form);
      }
    }
  };

  const meet = (form) => {
    if (!known.has(form)) {
      const key = keyOf(form.dataset.keep);
      known.set(form, { key, at: location.href });
      forgetOthers(form.dataset.keep);
      const kept = sessionStorage.getItem(key);
      if (kept) {
        toGiveBack.set(form, JSON.parse(kept).fields);
      }
    }

    giveBack(form);
  };

  // Somebody else may have been logged in in this tab before.
  const forgetOthers = (name) => {
    const own = name.split('.').slice(0, 3).join('.');
    Object.keys(sessionStorage).filter((key) => key.startsWith(prefix) && !key.startsWith(`${own}.`)).forEach((key) => sessionStorage.removeItem(key));
  };

  // What was typed in a dialog when the page was lost is found again where it was typed.
  const openAgain = (button) => {
    const key = keyOf(button.dataset.opens);
    if (!opened.has(key) && sessionStorage.getItem(key) && !document.querySelector(`form[data-keep="${CSS.escape(button.dataset.opens)}"]`)) {
      opened.add(key);
      button.click();
    }
  };

  const look = () => {
    for (const [form, { at }] of known) {
      if (!form.isConnected) {
        // A form that was closed is done with; one that went with its page, by going back for example, is not.
        if (at === location.href && !isLeaving) {
          forget(form);
        }

        known.delete(form);
      }
    }

    document.querySelectorAll('form[data-keep]').forEach(meet);
    document.querySelectorAll('[data-opens]').forEach(openAgain);
  };

  new MutationObserver((changes) => {
    for (const { type, target } of changes) {
      if (type === 'attributes' && target.dataset.state === 'saved') {
        forget(target);
      }
    }

    look();
  }).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ['data-state'] });

  const question = () => document.getElementById('leave-question');

  let asked = null;
  const ask = (forms, goOn) => {
    asked = { forms, goOn };
    question().returnValue = '';
    question().showModal();
  };

  // Closing is told late: the question may have been asked anew meanwhile, and then this is not its answer.
  document.addEventListener('close', ({ target }) => {
    if (target === question() && !target.open && asked) {
      const { forms, goOn } = asked;
      asked = null;
      if (target.returnValue === 'discard') {
        forms.forEach((form) => {
          forget(form);
          form.dataset.state = 'discarded';
        });
        goOn();
      }
    }
  }, true);

  const guard = (event, forms, goOn) => {
    if (forms.length > 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(forms, goOn);
    }
  };

  addEventListener('click', (event) => {
    const cross = event.target.closest?.('.rz-dialog-titlebar-close');
    const link = event.target.closest?.('a[href]:not([target=_blank], [download])');
    if (cross) {
      guard(event, unsaved(cross.closest('.rz-dialog')), () => cross.click());
    } else if (link && link.origin === location.origin && !link.hash && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      guard(event, unsaved(), () => link.click());
    }
  }, true);

  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') {
      return;
    }

    if (question()?.open) {
      event.stopImmediatePropagation(); // it closes the question alone, which the browser does by itself
      return;
    }

    // Not left to the dialog's own script, which hears the key only some time after the dialog is there.
    const cross = [...document.querySelectorAll('.rz-dialog-titlebar-close')].at(-1);
    const isAnythingOver = [...document.querySelectorAll('.rz-popup, details.menu[open]')].some((over) => over.checkVisibility());
    if (cross && !isAnythingOver) {
      event.preventDefault(); // or the browser closes the question with the key that opened it
      event.stopImmediatePropagation();
      cross.click();
    }
  }, true);

  // A form that is sent as a page of its own is not left, it is done.
  document.addEventListener('submit', ({ target }) => {
    if (target.dataset.keep && target.method === 'post') {
      isLeaving = true;
      forget(target);
    }
  });

  // The page comes back by itself after a lost connection, and what is kept with it.
  document.addEventListener('servicedesk:reload', () => { isLeaving = true; });

  // The text of a message comes back in this tab alone (drafts.js): a page is left for another without a question, but not closed.
  const isUnsent = ({ dataset }) => {
    const kept = window.serviceDeskDrafts?.read(dataset.draftKey);
    return Boolean(kept) && (kept.files.length > 0 || Object.values(kept.fields).some((text) => text.trim()));
  };

  addEventListener('beforeunload', (event) => {
    if (!isLeaving && (unsaved().length > 0 || [...document.querySelectorAll('form[data-draft-key]')].some(isUnsent))) {
      event.preventDefault();
    }
  });

  look();
})();

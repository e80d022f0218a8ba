// Small things a page does in the browser alone.

// Where the keyboard goes on a page that was just reached. The server asks for it when it knows that the page is drawn, by when somebody may
// be at work on it: a menu would close under their hand.
window.serviceDeskArrival = (() => {
  let isTouched = false;
  const touch = () => { isTouched = true; };
  const leave = () => { isTouched = false; };
  document.addEventListener('pointerdown', touch, true);
  document.addEventListener('keydown', touch, true);
  window.addEventListener('popstate', leave);
  const { pushState } = history;
  history.pushState = (...step) => {
    leave();
    return pushState.apply(history, step);
  };

  return {
    focus(selector) {
      const place = isTouched ? null : document.querySelector(selector);
      if (place) {
        place.tabIndex = place.hasAttribute('tabindex') ? place.tabIndex : -1;
        place.focus();
      }
    },
  };
})();

// A list writes what it is filtered by into its address, in the same step of the history; only while it is the page that is shown, for the
// letters that somebody typed may still be on their way when they have followed a link.
window.serviceDeskAddress = {
  keep(address) {
    if (new URL(address, location.href).pathname === location.pathname) {
      window.Blazor.navigateTo(address, { replaceHistoryEntry: true });
    }
  },
};

// Times as they pass: how long ago within a week, then the day. Exactly, with its zone, a time is in its title, for a screen reader, and shown
// where the keyboard comes by (site.css). What the server wrote stays as it is behind it.
(() => {
  const { lang, dataset } = document.documentElement;
  const language = navigator.languages.find((one) => one.split('-')[0] === lang) ?? lang;

  // The zone the person chose. One that is younger than the browser is not known there: then, as without one, the browser's own has to do.
  const known = (timeZone) => {
    try {
      return new Intl.DateTimeFormat(language, { timeZone }).resolvedOptions().timeZone;
    } catch {
      return undefined;
    }
  };

  const timeZone = known(dataset.zone);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone });
  const exactly = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short', timeZone });
  const now = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'second');
  const passed = new Intl.RelativeTimeFormat(language);

  const minute = 60;
  const hour = 60 * minute;
  const week = 7 * 24 * hour;
  const units = [['day', 24 * hour], ['hour', hour], ['minute', minute]];

  const told = (at) => {
    const seconds = (at - Date.now()) / 1000;
    if (Math.abs(seconds) >= week) {
      return day.format(at);
    }

    const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? [];
    return unit ? passed.format(Math.trunc(seconds / length), unit) : now;
  };

  const part = (name) => {
    const element = document.createElement('span');
    element.part = name;
    // As a region that is read out it would be read out again each time it changes by itself.
    element.ariaLive = 'off';
    return element;
  };

  const write = (element, text) => {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  };

  const shown = new Set();
  const tellAll = () => shown.forEach((time) => time.tell());

  customElements.define('local-time', class extends HTMLElement {
    static observedAttributes = ['at', 'day'];

    #told = part('told');
    #exact = part('exact');

    constructor() {
      super();
      this.attachShadow({ mode: 'open' }).append(this.#told, ' ', this.#exact);
    }

    connectedCallback() {
      shown.add(this);
      this.tell();
      // In a row the exact time comes with whatever else of it the keyboard reaches; elsewhere it is a stop of its own. Asked when the row is whole.
      queueMicrotask(() => {
        if (!this.closest('tr')?.querySelector('a, button, input, select, summary')) {
          this.tabIndex = 0;
        }
      });
    }

    disconnectedCallback() {
      shown.delete(this);
    }

    attributeChangedCallback() {
      if (this.isConnected) {
        this.tell();
      }
    }

    tell() {
      const at = Date.parse(this.getAttribute('at'));
      write(this.#told, this.hasAttribute('day') ? day.format(at) : told(at));
      write(this.#exact, exactly.format(at));
      this.title = this.#exact.textContent;
    }
  });

  setInterval(tellAll, 10_000);
  document.addEventListener('visibilitychange', tellAll);
})();

// A long text in a field with data-pause is told to the live page when its writer pauses or goes on, not with each letter.
(() => {
  const short = 2_000;
  const untold = new Map();
  const tell = (field) => {
    clearTimeout(untold.get(field));
    if (untold.delete(field)) {
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  };

  addEventListener('input', (event) => {
    const { target, isTrusted } = event;
    if (isTrusted && 'pause' in target.dataset && target.value.length > short) {
      event.stopImmediatePropagation();
      clearTimeout(untold.get(target));
      untold.set(target, setTimeout(tell, 250, target));
    }
  }, true);

  for (const goesOn of ['focusout', 'submit', 'beforeunload']) {
    addEventListener(goesOn, () => [...untold.keys()].forEach(tell), true);
  }
})();

// A button with data-copy puts that text on the clipboard and says so in the element it names by data-told.
document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) {
    return;
  }

  const told = document.getElementById(button.dataset.told);
  const copied = await copy(button.dataset.copy);
  told.textContent = '';
  // Said anew each time: a screen reader is silent about a text that stays the same.
  requestAnimationFrame(() => { told.textContent = copied ? button.dataset.copied : button.dataset.failed; });
});

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without TLS, or where it is forbidden, there is no clipboard to write to: the old way, by a selection.
    const field = Object.assign(document.createElement('textarea'), { value: text });
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    return copied;
  }
};

// Text typed into a form with data-draft-key is kept in this tab from the first letter on, before the live page is ready to hear of it;
// drafts.js gives it back.
window.serviceDeskDrafts = {
  prefix: 'servicedesk.draft.',

  read(key) {
    const kept = sessionStorage.getItem(key);
    return kept === null ? null : JSON.parse(kept);
  },

  write(key, kept) {
    try {
      sessionStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // The browser's room is used up: what is written stays on the page, it is only not kept besides.
      sessionStorage.removeItem(key);
    }
  },
};

document.addEventListener('input', ({ target }) => {
  const { draftKey, draftId } = target.closest?.('form[data-draft-key]')?.dataset ?? {};
  if (!draftKey || !target.dataset.draft) {
    return;
  }

  const { read, write } = window.serviceDeskDrafts;
  const kept = read(draftKey) ?? { id: draftId, fields: {}, files: [] };
  write(draftKey, { ...kept, fields: { ...kept.fields, [target.dataset.draft]: target.value } });
});

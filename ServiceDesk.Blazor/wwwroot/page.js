// Small things a page does in the browser alone.

// A time in the reader's own zone and language; the server's text stays as it is behind it.
customElements.define('local-time', class extends HTMLElement {
  static observedAttributes = ['at', 'day'];

  attributeChangedCallback() {
    const style = this.hasAttribute('day') ? { dateStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' };
    const at = new Date(this.getAttribute('at'));
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.textContent = isNaN(at) ? '' : new Intl.DateTimeFormat(document.documentElement.lang, style).format(at);
  }
});

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

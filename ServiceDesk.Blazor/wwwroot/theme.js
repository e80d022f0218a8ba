// Light or dark: as the system wishes, or as the person chose in this browser. Read before anything is drawn, so that no page shows the wrong
// one first.
(() => {
  const key = 'servicedesk.theme';
  const root = document.documentElement;
  let untilLeft = 'system'; // where the browser keeps nothing, the choice holds for this page

  const chosen = () => {
    try {
      const kept = localStorage.getItem(key);
      return kept === 'light' || kept === 'dark' ? kept : 'system';
    } catch {
      return untilLeft;
    }
  };

  const apply = () => {
    const theme = chosen();
    if (theme === 'system') {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }

    document.querySelector('meta[name=color-scheme]').content = theme === 'system' ? 'light dark' : theme;
    for (const sheet of document.querySelectorAll('link[data-sheet]')) {
      const { sheet: its } = sheet.dataset;
      sheet.media = theme === 'system' ? `(prefers-color-scheme: ${its})` : theme === its ? 'all' : 'not all';
    }

    document.querySelectorAll('theme-choice').forEach((choice) => choice.tell(theme));
  };

  const choose = (theme) => {
    untilLeft = theme;
    try {
      localStorage.setItem(key, theme);
    } catch {
      // said above
    }

    apply();
  };

  const icons = {
    system: 'M4 5h16v10H4zM9 19h6M12 15v4',
    light: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500 19 19M19 5l-1.500 1.500M6.500 17.500 5 19',
    dark: 'M20 14a8 8 0 1 1-10-10 6.500 6.500 0 0 0 10 10z',
  };

  const looks = `
    div { display: inline-flex; gap: 2px; padding: 2px; border: 1px solid var(--line); border-radius: 999px; background: var(--ground); }
    button { display: inline-flex; align-items: center; justify-content: center; width: 2.25rem; height: 1.9rem; padding: 0; border: 0; border-radius: 999px; background: none; color: var(--quiet); cursor: pointer; }
    button:hover { color: var(--ink); }
    button[aria-pressed=true] { background: var(--surface); color: var(--accent); box-shadow: 0 0 0 1px var(--line); }
    button:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
    svg { width: 1.1rem; height: 1.1rem; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }`;

  // Three buttons, of which one is pressed; without this script there is nothing to choose, and nothing is shown.
  customElements.define('theme-choice', class extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(looks);
        const shadow = this.attachShadow({ mode: 'open' });
        shadow.adoptedStyleSheets = [sheet];
        const group = shadow.appendChild(document.createElement('div'));
        group.setAttribute('role', 'group');
        group.setAttribute('aria-label', this.getAttribute('label'));
        group.append(...Object.keys(icons).map((theme) => this.#button(theme)));
      }

      this.tell(chosen());
    }

    tell(theme) {
      this.shadowRoot?.querySelectorAll('button').forEach((button) => button.setAttribute('aria-pressed', button.value === theme));
    }

    #button(theme) {
      const button = Object.assign(document.createElement('button'), { type: 'button', value: theme, title: this.getAttribute(theme) });
      button.setAttribute('aria-label', this.getAttribute(theme));
      button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${icons[theme]}"/></svg>`;
      button.addEventListener('click', () => choose(theme));
      return button;
    }
  });

  // Chosen in another tab, it holds here too.
  addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) {
      apply();
    }
  });

  apply();
})();

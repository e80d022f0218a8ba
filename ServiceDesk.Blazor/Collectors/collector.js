// A collector: a small form on another web site whose requests come to a desk. One global name, no cookies, no storage, nothing but the DOM:
// everything stands in a shadow root, styled by a constructed sheet, so that neither a strict policy nor the page's own styles matter.
(() => {
  'use strict';
  const config = {/*config*/};
  const script = document.currentScript;
  const api = window.ServiceDeskCollector ??= { collectors: {} };
  if (api.collectors[config.id]) {
    return; // loaded twice
  }

  const given = script?.dataset ?? {};
  const asked = (given.lang || document.documentElement.lang || navigator.language || '').slice(0, 2).toLowerCase();
  const lang = config.texts[asked] ? asked : config.lang;
  const t = (name, ...values) => config.texts[lang][name].replace(/\{(\d)\}/g, (_, i) => values[i]);

  // Elements are made one by one: a page may forbid markup in text.
  const make = (tag, props = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name.startsWith('on')) {
        element.addEventListener(name.slice(2), value);
      } else if (value === true) {
        element.setAttribute(name, '');
      } else if (value !== false && value != null) {
        element.setAttribute(name, value);
      }
    }
    element.append(...children.filter((child) => child != null && child !== false));
    return element;
  };

  const css = `
    :host { all: initial !important; direction: ltr !important; position: static !important; display: block !important; color-scheme: light dark !important; }
    :host([data-theme=light]) { color-scheme: light !important; }
    :host([data-theme=dark]) { color-scheme: dark !important; }
    .root { --surface: #fff; --ink: #1b2129; --quiet: #535d6a; --line: #7d8794; --bad: #b3261e; --good: #1b6e3c; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); }
    .dark { --surface: #1c2027; --ink: #e8ebf0; --quiet: #a9b2c0; --line: #7a8496; --bad: #f5a39c; --good: #7fd19b; }
    * { box-sizing: border-box; font: inherit; }
    [hidden] { display: none !important; }
    .launch { position: fixed; inset: auto 16px 16px auto; z-index: 2147483647; box-shadow: 0 4px 16px rgb(0 0 0 / .3); max-width: calc(100vw - 32px); }
    button { min-height: 44px; padding: 6px 18px; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); color: var(--ink); cursor: pointer; }
    .main { border-color: transparent; background: ${config.colour}; color: ${config.ink}; font-weight: 600; }
    button[disabled] { cursor: progress; }
    :focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
    dialog { width: min(512px, calc(100vw - 16px)); max-height: calc(100vh - 16px); max-height: calc(100dvh - 16px); margin: auto; padding: 20px; overflow: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); color: var(--ink); overflow-wrap: anywhere; }
    dialog::backdrop { background: rgb(0 0 0 / .5); }
    h2 { margin: 0 0 8px; font-size: 20px; font-weight: 650; line-height: 1.25; }
    h2:focus { outline: none; }
    p { margin: 0 0 12px; white-space: pre-line; }
    label, summary, .label { display: block; font-weight: 600; }
    .field { margin-bottom: 14px; }
    .hint { display: block; color: var(--quiet); font-size: 14px; }
    .field > :is(input, textarea) { margin: 6px 0; }
    .problem { color: var(--bad); font-weight: 600; }
    .problem:empty { display: none; }
    .good { color: var(--good); font-weight: 600; }
    input:not([type=checkbox]), textarea { display: block; width: 100%; min-height: 44px; padding: 8px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); color: var(--ink); }
    input[type=checkbox] { width: 20px; height: 20px; margin: 0; flex: none; accent-color: ${config.colour}; }
    [aria-invalid=true] { border-color: var(--bad) !important; border-width: 2px !important; }
    textarea { resize: vertical; }
    .choice { display: flex; gap: 10px; align-items: center; }
    .choice label { font-weight: 400; }
    details { margin: 6px 0 0; }
    summary { display: list-item; cursor: pointer; font-weight: 400; padding: 5px 0; }
    dl { margin: 4px 0 0; font-size: 14px; }
    dt { color: var(--quiet); }
    dd { margin: 0 0 6px; }
    .buttons { display: flex; flex-wrap: wrap; gap: 10px; }
    @media (forced-colors: active) { .main { border-color: ButtonText; } }`;

  const host = document.createElement('servicedesk-collector');
  const shadow = host.attachShadow({ mode: 'open' });
  if ('adoptedStyleSheets' in shadow) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
  } else {
    const style = make('style', { nonce: script?.nonce });
    style.textContent = css;
    shadow.append(style);
  }

  // What the page says of itself and of its visitor. A token is short-lived, so it can also be fetched when it is wanted.
  const extras = (() => {
    try {
      return Object.fromEntries(Object.entries(JSON.parse(given.context || '{}')).map(([name, value]) => [name, String(value)]));
    } catch {
      return {};
    }
  })();
  let identity = given.token || (given.tokenUrl ? async () => {
    const answer = await fetch(given.tokenUrl, { credentials: 'same-origin', cache: 'no-store' });
    if (!answer.ok && answer.status !== 401 && answer.status !== 403) {
      throw new Error(`${given.tokenUrl} answered ${answer.status}`);
    }
    return answer.ok ? (await answer.text()).trim() : '';
  } : '');
  const tokenNow = async () => (typeof identity === 'function' ? await identity() : identity) || '';
  const who = (token) => {
    try {
      const bytes = Uint8Array.from(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
      return JSON.parse(new TextDecoder().decode(bytes)).email || '';
    } catch {
      return '';
    }
  };

  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return Array.from(bytes, (byte, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
  };

  // SHA-256 (FIPS 180-4) of one short block: the browser's own is not there on pages that came in the clear.
  const primes = [];
  for (let n = 2; primes.length < 64; n++) {
    if (primes.every((p) => n % p)) {
      primes.push(n);
    }
  }
  const fraction = (root) => ((root - Math.floor(root)) * 4294967296) | 0;
  const start = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
  const round = primes.map((p) => fraction(Math.cbrt(p)));
  const words = new Int32Array(64);
  const leadingWord = (text) => {
    words.fill(0, 0, 16);
    for (let i = 0; i < text.length; i++) {
      words[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8);
    }
    words[text.length >> 2] |= 128 << (24 - (text.length & 3) * 8);
    words[15] = text.length * 8;
    for (let i = 16; i < 64; i++) {
      const a = words[i - 15];
      const b = words[i - 2];
      words[i] = words[i - 16] + ((a >>> 7 | a << 25) ^ (a >>> 18 | a << 14) ^ a >>> 3) + words[i - 7] + ((b >>> 17 | b << 15) ^ (b >>> 19 | b << 13) ^ b >>> 10);
    }
    let [a, b, c, d, e, f, g, h] = start;
    for (let i = 0; i < 64; i++) {
      const one = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + round[i] + words[i]) | 0;
      const two = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c)) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    return (start[0] + a) >>> 0;
  };

  // Some work in place of a picture, in short stretches so that the page stays alive.
  const solve = async ({ nonce, bits }) => {
    for (let number = 0; ; number++) {
      if (leadingWord(`${nonce}:${number}`) >>> (32 - bits) === 0) {
        return String(number);
      }
      if (number % 2000 === 1999) {
        await new Promise((go) => setTimeout(go));
      }
    }
  };

  const field = (name, tag, props, hint) => {
    const input = make(tag, { id: name, name, 'aria-describedby': `${name}-problem${hint ? ` ${name}-hint` : ''}`, ...props });
    const place = make('div', { class: 'field' },
      make('label', { for: name }, props.required ? t('Label', t(name)) : t(name)),
      hint && make('span', { id: `${name}-hint`, class: 'hint' }, hint),
      input,
      make('span', { id: `${name}-problem`, class: 'problem' }));
    return { input, place, say: (problem) => {
      place.lastChild.textContent = problem || '';
      problem ? input.setAttribute('aria-invalid', 'true') : input.removeAttribute('aria-invalid');
    } };
  };

  const email = field('email', 'input', { type: 'email', required: true, maxlength: 320, autocomplete: 'email' }, t('emailHint'));
  const name = config.asksName && field('name', 'input', { maxlength: 120, autocomplete: 'name' });
  const summary = field('summary', 'input', { required: true, maxlength: 200, autocomplete: 'off' });
  const description = config.asksDescription && field('description', 'textarea', { rows: 4, maxlength: 30000 });
  const files = config.takesFiles && field('files', 'input', { type: 'file', multiple: true }, t('filesHint', config.mostFiles, config.mostMegabytes));
  const fields = [email, name, summary, description, files].filter(Boolean);

  const list = make('dl');
  const sends = make('input', { type: 'checkbox', id: 'sends' });
  sends.checked = true;
  const context = () => ({ [t('page')]: location.href.split(/[?#]/)[0], [t('browser')]: navigator.userAgent, [t('screen')]: `${innerWidth} × ${innerHeight}`, ...extras });
  const showContext = () => list.replaceChildren(...Object.entries(context()).flatMap(([key, value]) => [make('dt', {}, key), make('dd', {}, value)]));

  const problem = make('p', { class: 'problem', role: 'alert' });
  const told = make('p', { class: 'hint', role: 'status' });
  const signedAs = make('p', { class: 'hint', hidden: true });
  const send = make('button', { type: 'submit', class: 'main' }, t('send'));
  const form = make('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(); } },
    signedAs,
    ...fields.map((one) => one.place),
    config.offersContext && make('div', { class: 'field' },
      make('div', { class: 'choice' }, sends, make('label', { for: 'sends' }, t('sends'))),
      make('details', { ontoggle: showContext }, make('summary', {}, t('what')), list)),
    problem,
    told,
    make('div', { class: 'buttons' }, send, make('button', { type: 'button', onclick: () => close() }, t('cancel'))));
  const heading = make('h2', { id: 'heading', tabindex: '-1' }, config.title || t('title'));
  const thanks = make('div', { hidden: true },
    make('p', { class: 'good', role: 'status' }),
    make('p'),
    make('button', { type: 'button', class: 'main', onclick: () => close() }, t('close')));
  const dialog = make('dialog', { 'aria-labelledby': 'heading' }, heading, config.intro && make('p', {}, config.intro), form, thanks);
  const launch = config.hasButton && make('button', { type: 'button', class: 'main launch', 'aria-haspopup': 'dialog', onclick: () => open() }, config.button || t('button'));
  const root = make('div', { class: 'root', lang }, launch, dialog);
  shadow.append(root);

  let id = newId();
  let token = '';
  let isKnown = false;
  let isBusy = false;
  let isDone = false;

  const look = () => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const show = () => root.classList.toggle('dark', given.theme ? given.theme === 'dark' : dark.matches);
    dark.addEventListener?.('change', show);
    show();
    if (given.theme) {
      host.dataset.theme = given.theme;
    }
  };

  const busy = (on, words = '') => {
    isBusy = on;
    told.textContent = words;
    send.toggleAttribute('disabled', on);
    on ? form.setAttribute('aria-busy', 'true') : form.removeAttribute('aria-busy');
  };

  // Whose words it will be: known from the token, or to be typed. Where the host could not say, nobody becomes a stranger for it: it is asked again.
  const identify = async () => {
    let person = '';
    try {
      token = await tokenNow();
      person = token && who(token);
      isKnown = !token || Boolean(person);
    } catch (error) {
      isKnown = false;
      console.error(error);
    }
    if (!isKnown) {
      token = '';
    }
    signedAs.hidden = !token;
    signedAs.textContent = token ? t('signedAs', person) : '';
    for (const typed of [email, name]) {
      if (typed) {
        typed.place.hidden = Boolean(token) || !isKnown;
      }
    }
    problem.textContent = isKnown ? '' : t('unknown');
    return isKnown;
  };

  const open = async () => {
    if (dialog.open) {
      return;
    }
    if (isDone) {
      form.reset();
      isDone = false;
      id = newId();
    }
    form.hidden = false;
    thanks.hidden = true;
    problem.textContent = '';
    showContext();
    dialog.showModal();
    heading.focus();
    await identify();
  };

  const close = () => dialog.close();

  const check = () => {
    email.say(token || /^[^\s@]+@[^\s@]+$/.test(email.input.value.trim()) ? '' : t('emailMissing'));
    summary.say(summary.input.value.trim() ? '' : t('summaryMissing'));
    if (files) {
      const chosen = [...files.input.files];
      files.say(chosen.length > config.mostFiles ? t('tooManyFiles', config.mostFiles) : chosen.some((file) => file.size > config.mostBytes) ? t('fileTooLarge', config.mostMegabytes) : '');
    }
    return fields.find((one) => one.input.getAttribute('aria-invalid'));
  };

  const post = async () => {
    const body = new FormData();
    body.set('id', id);
    body.set('lang', lang);
    body.set('summary', summary.input.value);
    body.set('description', description ? description.input.value : '');
    if (config.offersContext && sends.checked) {
      body.set('context', JSON.stringify(context()));
    }
    if (token) {
      body.set('token', token);
    } else {
      const asked = await fetch(`${config.at}/challenge`, { credentials: 'omit', cache: 'no-store' });
      const challenge = await asked.json();
      if (!asked.ok) {
        return { ...challenge, isTaken: false };
      }
      body.set('email', email.input.value.trim());
      body.set('name', name ? name.input.value : '');
      body.set('challenge', challenge.token);
      body.set('proof', await solve(challenge));
    }
    for (const file of files ? files.input.files : []) {
      body.append('file', file, file.name);
    }
    const answer = await fetch(`${config.at}/requests?lang=${lang}${token ? '&signed' : ''}`, { method: 'POST', body, credentials: 'omit', referrerPolicy: 'no-referrer' });
    return { isTaken: answer.ok, ...(await answer.json()) };
  };

  const submit = async () => {
    if (isBusy) {
      return;
    }
    problem.textContent = '';
    busy(true, t('sending'));
    try {
      let answer = await attempt();
      if (answer && !answer.isTaken && /^Token(HasExpired|WasUsed)$/.test(answer.code) && typeof identity === 'function') {
        isKnown = false; // it ran out while somebody wrote
        answer = await attempt();
      }
      if (answer) {
        answer.isTaken ? succeed(answer) : fail(answer.problem);
      }
    } catch {
      fail(t(navigator.onLine === false ? 'offline' : 'failed'));
    } finally {
      busy(false);
    }
  };

  // Null where something is still missing in the form.
  const attempt = async () => {
    if (!isKnown && !await identify()) {
      return { problem: t('unknown') };
    }
    const wrong = check();
    wrong?.input.focus();
    return wrong ? null : await post();
  };

  const fail = (sentence) => {
    problem.textContent = `${sentence} ${t('kept')}`;
    send.focus();
  };

  const succeed = ({ key }) => {
    isDone = true;
    form.hidden = true;
    thanks.hidden = false;
    thanks.children[0].textContent = key ? config.thanks || t('thanks') : t('parked');
    thanks.children[1].textContent = key ? t('key', key) : t('parkedMore');
    thanks.lastChild.focus();
  };

  addEventListener('online', () => {
    if (problem.textContent) {
      problem.textContent = t('onlineAgain');
    }
  });
  if (given.trigger) {
    document.addEventListener('click', (event) => {
      if (event.target instanceof Element && event.target.closest(given.trigger)) {
        event.preventDefault();
        open();
      }
    });
  }

  const mine = {
    open,
    close,
    set: (key, value) => { extras[String(key)] = String(value); },
    identify: (source) => { identity = source; },
  };
  api.collectors[config.id] = mine;
  for (const [verb, act] of Object.entries(mine)) {
    api[verb] ??= act; // of the first one, where a page has several
  }

  look();
  document.body ? document.body.append(host) : document.addEventListener('DOMContentLoaded', () => document.body.append(host));
})();

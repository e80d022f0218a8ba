// Keeps what is being written in this tab of the browser, so that a lost connection, a reload or a restart of the server loses nothing,
// and uploads files while their text is still being written.
const prefix = 'servicedesk.draft.';

class Draft {
  #form;
  #key;
  #page;
  #limits;
  #kept;
  #line = Promise.resolve(); // files go one after the other
  #listening = new AbortController();

  constructor(form, owner, name, id, page, limits) {
    this.#form = form;
    this.#key = `${prefix}${owner}.${name}`;
    this.#page = page;
    this.#limits = limits;
    forgetOthers(owner);
    this.#kept = read(this.#key) ?? empty(id);

    const { signal } = this.#listening;
    form.addEventListener('input', () => this.#keep(), { signal });
    const picker = form.querySelector('input[type=file]');
    picker.addEventListener('change', () => {
      const files = [...picker.files];
      picker.value = '';
      this.#line = this.#line.then(() => this.#upload(files));
    }, { signal });
  }

  kept() {
    return this.#kept;
  }

  // What was sent is over; what is written next is something new.
  begin(id, isEmpty) {
    this.#kept = isEmpty ? empty(id) : { ...this.#kept, id };
    if (isEmpty) {
      sessionStorage.removeItem(this.#key);
    } else {
      this.#keep();
    }
  }

  remove(fileId) {
    this.#kept.files = this.#kept.files.filter((id) => id !== fileId);
    this.#keep();
  }

  close() {
    this.#listening.abort();
  }

  #keep() {
    for (const field of this.#form.querySelectorAll('[data-draft]')) {
      this.#kept.fields[field.dataset.draft] = field.value;
    }

    write(this.#key, this.#kept);
  }

  async #upload(files) {
    for (const file of files) {
      if (this.#kept.files.length >= this.#limits.files) {
        this.#tell('TooMany');
        return;
      }

      if (file.size > this.#limits.bytes) {
        this.#tell('TooLarge', file.name);
        continue;
      }

      this.#tell('Uploading', file.name);
      const { ok, answer } = await this.#post(file);
      if (ok) {
        this.#kept.files.push(answer.id);
        this.#keep();
      }

      this.#tell(ok ? 'Uploaded' : 'NotUploaded', ...(ok ? [answer] : [file.name, answer?.problem ?? null]));
    }
  }

  async #post(file) {
    try {
      const response = await fetch('/portal/attachments', {
        method: 'POST',
        redirect: 'error',
        headers: {
          'Content-Type': 'application/octet-stream',
          'RequestVerificationToken': this.#form.querySelector('input[name=__RequestVerificationToken]').value,
          'X-File-Name': encodeURIComponent(file.name.toWellFormed()),
        },
        body: file,
      });
      return { ok: response.ok, answer: await response.json() };
    } catch {
      return { ok: false, answer: null }; // no connection, or no answer of ours: the page says that it did not arrive
    }
  }

  #tell(what, ...details) {
    // A page without its connection is about to be loaded anew, and then reads the draft.
    this.#page.invokeMethodAsync(what, ...details).catch(() => undefined);
  }
}

const empty = (id) => ({ id, fields: {}, files: [] });

const read = (key) => {
  const kept = sessionStorage.getItem(key);
  return kept === null ? null : JSON.parse(kept);
};

const write = (key, kept) => {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // The browser's room is used up: what is written stays on the page, it is only not kept besides.
    sessionStorage.removeItem(key);
  }
};

// Somebody else may have been logged in in this tab before.
const forgetOthers = (owner) => {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(prefix) && !key.startsWith(`${prefix}${owner}.`)) {
      sessionStorage.removeItem(key);
    }
  }
};

export const open = (form, owner, name, id, page, limits) => new Draft(form, owner, name, id, page, limits);

// Gives back what page.js kept of the text being written in this tab, so that a lost connection, a reload or a restart of the server loses
// nothing, and uploads files while their text is still being written.
const { prefix, read, write } = window.serviceDeskDrafts;

class Draft {
  #form;
  #key;
  #page;
  #limits;
  #line = Promise.resolve(); // files go one after the other
  #listening = new AbortController();

  constructor(form, owner, page, limits) {
    this.#form = form;
    this.#key = form.dataset.draftKey;
    this.#page = page;
    this.#limits = limits;
    forgetOthers(owner);
  }

  // From here on what is chosen is uploaded, and what was chosen before, by somebody quicker than this script; that one is told to the
  // page before this returns, so that nothing is sent without it.
  listen() {
    const picker = this.#form.querySelector('input[type=file]');
    const take = () => {
      const files = [...picker.files];
      picker.value = '';
      return files;
    };
    picker.addEventListener('change', () => {
      const files = take();
      this.#line = this.#line.then(() => this.#upload(files));
    }, { signal: this.#listening.signal });
    this.#line = this.#upload(take());
  }

  // With whether the fields show it already, as they do where somebody typed before this was opened: that must not be written over.
  kept() {
    const kept = read(this.#key);
    const fields = [...this.#form.querySelectorAll('[data-draft]')];
    return kept && { ...kept, isShown: fields.every(({ value, dataset }) => value === (kept.fields[dataset.draft] ?? '')) };
  }

  // What was sent is over; what is written next is something new.
  begin(id, isEmpty) {
    if (isEmpty) {
      sessionStorage.removeItem(this.#key);
    } else {
      this.#change((kept) => ({ ...kept, id }));
    }
  }

  remove(fileId) {
    this.#change((kept) => ({ ...kept, files: kept.files.filter((id) => id !== fileId) }));
  }

  close() {
    this.#listening.abort();
  }

  #now() {
    return read(this.#key) ?? { id: this.#form.dataset.draftId, fields: {}, files: [] };
  }

  #change(how) {
    write(this.#key, how(this.#now()));
  }

  async #upload(files) {
    for (const file of files) {
      if (this.#now().files.length >= this.#limits.files) {
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
        this.#change((kept) => ({ ...kept, files: [...kept.files, answer.id] }));
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

// Somebody else may have been logged in in this tab before.
const forgetOthers = (owner) => {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(prefix) && !key.startsWith(`${prefix}${owner}.`)) {
      sessionStorage.removeItem(key);
    }
  }
};

export const open = (form, owner, page, limits) => new Draft(form, owner, page, limits);

// The other way past the picture: the browser looks for a number whose hash begins with enough zeros. Without Web Crypto, as on a page that
// came in the clear, the button stays hidden.
(() => {
  const box = document.querySelector('[data-captcha]');
  const place = box?.querySelector('[data-captcha-work]');
  if (!place || !window.crypto?.subtle) {
    return;
  }

  const atOnce = 1024;
  const { nonce, bits, working, done } = box.dataset;
  const button = place.querySelector('button');
  const proof = place.querySelector('input');
  const status = box.querySelector('[role=status]');
  const word = box.querySelector('[aria-invalid]');
  const encoder = new TextEncoder();

  const hash = (number) => crypto.subtle.digest('SHA-256', encoder.encode(`${nonce}:${number}`));
  const isFound = (digest) => new DataView(digest).getUint32(0) >>> (32 - bits) === 0;

  const find = async () => {
    for (let first = 0; ; first += atOnce) {
      const digests = await Promise.all(Array.from({ length: atOnce }, (_, i) => hash(first + i)));
      const found = digests.findIndex(isFound);
      if (found >= 0) {
        return first + found;
      }
    }
  };

  // What was the matter with the letters no longer matters.
  const forget = () => {
    box.querySelector('#captcha-problem')?.remove();
    word?.removeAttribute('aria-invalid');
    word?.setAttribute('aria-describedby', 'captcha-hint');
  };

  place.hidden = false;
  button.addEventListener('click', async () => {
    if (button.ariaBusy === 'true' || proof.value) {
      return;
    }

    button.ariaBusy = 'true';
    status.textContent = working;
    proof.value = await find();
    forget();
    button.ariaBusy = null;
    status.textContent = done;
  });
})();

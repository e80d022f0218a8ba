// Starts the live page and brings it back by itself: after a lost connection, or a server that restarted, to the same place.
(() => {
  const retry = { maxRetries: 8, retryIntervalMilliseconds: (previous) => Math.min(500 * (previous + 1), 3000) };

  Blazor.start({ circuit: { reconnectionOptions: retry } });

  const notice = document.getElementById('components-reconnect-modal');
  let waiting = false;

  const reload = () => {
    document.dispatchEvent(new Event('servicedesk:reload'));
    location.reload();
  };

  const comeBack = async () => {
    if (waiting) {
      return;
    }

    waiting = true;
    for (;;) {
      const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null);
      if (answer?.ok) {
        reload();
        return;
      }

      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  };

  // A connection that was cut because the session ended is not waited for: the page, asked for anew, leads to the log-in.
  const leaveIfLoggedOut = async () => {
    const answer = await fetch('/_blazor/negotiate?negotiateVersion=1', { method: 'POST' }).catch(() => null);
    if (answer?.status === 401 || answer?.status === 403) {
      reload();
    }
  };

  // The server no longer knows the page (rejected), or did not answer for long (failed): both are mended by asking for the page anew.
  new MutationObserver(() => {
    if (['components-reconnect-failed', 'components-reconnect-rejected'].some((name) => notice.classList.contains(name))) {
      comeBack();
    } else if (notice.classList.contains('components-reconnect-show')) {
      leaveIfLoggedOut();
    }
  }).observe(notice, { attributes: true, attributeFilter: ['class'] });
})();

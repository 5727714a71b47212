// What the pages do in the browser: they are complete without it, except for forms and refreshing.
(() => {
  'use strict';
  const REFRESH_MS = 5000;
  const EVENTS_MS = 1000;
  const CHANGED_MS = 3000;
  const byId = (id) => document.getElementById(id);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  // Browsers may forbid storage; the pages then forget.
  const stored = (kind, name, missing) => {
    try {
      return JSON.parse(window[kind].getItem(name)) ?? missing;
    } catch {
      return missing;
    }
  };
  const store = (kind, name, value) => {
    try {
      window[kind].setItem(name, JSON.stringify(value));
    } catch {
      return;
    }
  };

  // ---- light and dark
  const themes = ['system', 'light', 'dark'];
  const showTheme = (theme) => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  showTheme(stored('localStorage', 'theme', 'system'));
  const nextTheme = () => {
    const theme = themes[(themes.indexOf(stored('localStorage', 'theme', 'system')) + 1) % themes.length];
    store('localStorage', 'theme', theme);
    showTheme(theme);
    say('theme: ' + theme);
  };

  const say = (text, stale = false) => {
    const mark = byId('live-mark');
    if (!mark) return;
    mark.textContent = text;
    mark.classList.toggle('stale', stale);
  };
  const clock = () => new Date().toLocaleTimeString();

  // ---- times: the tooltip has the local time with its offset
  const local = (instant) => {
    const at = new Date(instant);
    const minutes = -at.getTimezoneOffset();
    const two = (number) => String(number).padStart(2, '0');
    const sign = minutes < 0 ? '-' : '+';
    const offset = sign + two(Math.floor(Math.abs(minutes) / 60)) + ':' + two(Math.abs(minutes) % 60);
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')} ${offset}`;
  };
  const showTimes = (from) => all('time[datetime]', from).forEach((time) => { time.title = local(time.dateTime); });

  // ---- copying
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    say('copied ' + text);
  };

  // ---- selection: survives refreshing and other pages of the list
  const selected = () => new Set(stored('sessionStorage', 'selected', []));
  const select = (ids) => {
    store('sessionStorage', 'selected', [...ids]);
    showSelection();
  };
  const showSelection = () => {
    const ids = selected();
    all('input.select').forEach((box) => { box.checked = ids.has(box.value); });
    const count = byId('selected');
    if (!count) return;
    const matched = document.querySelector('[data-matched]');
    count.textContent = ids.size > 0 ? ids.size + ' selected'
      : 'None selected: all ' + (matched ? matched.textContent : '') + ' that match';
    all('input[data-selected]').forEach((field) => { field.value = [...ids].join(' '); });
  };

  // ---- rows by keyboard
  const rows = () => all('main tbody tr[data-row]');
  let currentKey = '';
  const current = () => rows().find((row) => row.dataset.key === currentKey);
  const showCurrent = () => {
    all('tr.current').forEach((row) => row.classList.remove('current'));
    const row = current();
    if (row) row.classList.add('current');
    return row;
  };
  const move = (by) => {
    const list = rows();
    if (list.length === 0) return;
    const at = list.indexOf(current());
    const next = list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + by))];
    currentKey = next.dataset.key;
    showCurrent().scrollIntoView({ block: 'nearest' });
    const link = next.querySelector('a');
    if (link) link.focus({ preventScroll: true });
  };

  // ---- refreshing: never under the pointer, never while somebody types
  let paused = false;
  let waiting = false;
  const busy = () => {
    const region = document.querySelector('[data-refresh]');
    const active = document.activeElement;
    return !region || document.hidden || byId('palette')?.open || byId('help')?.open
      || region.querySelector('tbody:hover') || region.querySelector('details[open]')
      || (region.contains(active) && active.matches('input:not(.select), select, textarea, button'));
  };
  const refresh = (asked) => {
    // A saga's past has nothing to refresh.
    if (waiting || !document.querySelector('[data-refresh]') || (!asked && (paused || busy()))) return;
    waiting = true;
    htmx.ajax('GET', location.pathname + location.search, {
      target: '[data-refresh]', select: '[data-refresh]', swap: 'outerHTML',
    });
  };
  // By events where the service has them, else by the clock; after a break of the events by the clock, too.
  let dirty = false;
  const listen = () => {
    const path = document.querySelector('main').dataset.events;
    if (!path) {
      setInterval(() => refresh(false), REFRESH_MS);
      return;
    }
    // A browser opens few connections to a host: a page that is not seen gives its own back.
    let events;
    let timer;
    const open = () => {
      events = new EventSource(path);
      events.addEventListener('changed', () => { dirty = true; });
      events.addEventListener('counts', () => { dirty = true; });
      events.addEventListener('open', () => { dirty = true; });
      events.addEventListener('error', () => {
        say('stale since ' + clock() + ': no events', true);
        if (events.readyState === EventSource.CLOSED) timer ??= setInterval(() => refresh(false), REFRESH_MS);
      });
    };
    open();
    document.addEventListener('visibilitychange', () => {
      events.close();
      if (!document.hidden) open();
    });
    setInterval(() => {
      if (dirty && !paused && !busy()) {
        dirty = false;
        refresh(false);
      }
    }, EVENTS_MS);
  };
  const texts = () => new Map(all('[data-refresh] tr[data-key]').map((row) => [row.dataset.key, row.textContent.replace(/\d+ [smhd]\b/g, '')]));
  let before = new Map();
  let refreshed = false;
  let shownRevision = '';
  const revisionShown = () => byId('revision-now')?.dataset.revision ?? '';
  const markChanged = () => {
    const now = texts();
    all('[data-refresh] tr[data-key]').forEach((row) => {
      const key = row.dataset.key;
      if (before.size > 0 && before.get(key) !== now.get(key)) {
        row.classList.add('changed');
        setTimeout(() => row.classList.remove('changed'), CHANGED_MS);
      }
    });
  };

  // ---- saved views
  const views = () => stored('localStorage', 'views', {});
  const showViews = () => {
    const place = byId('views');
    if (!place) return;
    place.replaceChildren(...Object.entries(views()).flatMap(([name, url]) => {
      const link = document.createElement('a');
      link.href = url;
      link.textContent = name;
      link.className = 'chip';
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.className = 'copy';
      remove.textContent = 'forget';
      remove.setAttribute('aria-label', 'Forget the view ' + name);
      remove.addEventListener('click', () => {
        const { [name]: gone, ...rest } = views();
        store('localStorage', 'views', rest);
        showViews();
      });
      return [link, remove];
    }));
  };

  // ---- commands
  let choices = [];
  let chosen = 0;
  const offers = (typed) => {
    const pages = all('nav a').map((link) => ({ name: link.textContent, url: link.getAttribute('href') }));
    const saved = Object.entries(views()).map(([name, url]) => ({ name: 'View: ' + name, url }));
    const found = [...pages, ...saved].filter((offer) => offer.name.toLowerCase().includes(typed.toLowerCase()));
    if (typed.trim() !== '') {
      found.push({ name: 'Sagas that match: ' + typed, url: '/sagas?q=' + encodeURIComponent(typed) });
      if (!/[\s:]/.test(typed)) found.push({ name: 'Open saga ' + typed, url: '/sagas/' + encodeURIComponent(typed) });
    }
    return found;
  };
  const showOffers = () => {
    choices = offers(byId('command').value);
    chosen = Math.max(0, Math.min(chosen, choices.length - 1));
    byId('commands').replaceChildren(...choices.map((choice, index) => {
      const item = document.createElement('li');
      item.id = 'command-' + index;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(index === chosen));
      item.textContent = choice.name;
      item.addEventListener('click', () => location.assign(choice.url));
      return item;
    }));
    byId('command').setAttribute('aria-activedescendant', choices.length > 0 ? 'command-' + chosen : '');
  };
  const openPalette = () => {
    byId('command').value = '';
    chosen = 0;
    showOffers();
    byId('palette').showModal();
    byId('command').focus();
  };
  const inPalette = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      chosen = Math.max(0, Math.min(choices.length - 1, chosen + step));
      showOffers();
      event.preventDefault();
    } else if (event.key === 'Enter' && choices[chosen]) {
      location.assign(choices[chosen].url);
      event.preventDefault();
    }
  };

  // ---- keys
  const revision = (by) => {
    const slider = byId('number');
    if (!slider) return;
    slider.value = Number(slider.value) + by;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    slider.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const pause = () => {
    paused = !paused;
    all('[data-act="pause"]').forEach((button) => { button.textContent = paused ? 'Refresh' : 'Pause'; });
    say(paused ? 'paused since ' + clock() : 'fresh');
  };
  const keys = {
    '/': () => (byId('filter') ?? byId('search')).focus(),
    'j': () => move(1),
    'k': () => move(-1),
    'x': () => { const box = current()?.querySelector('input.select'); if (box) box.click(); },
    'Enter': () => { const row = current(); if (row) location.assign(row.dataset.row); },
    'c': () => { const from = current() ?? document.querySelector('main [data-copy]'); if (from?.dataset.copy) copy(from.dataset.copy); },
    '.': () => document.querySelector('[data-actions] select')?.focus(),
    '[': () => revision(-1),
    ']': () => revision(1),
    '?': () => byId('help').showModal(),
    'p': pause,
    'r': () => refresh(true),
  };
  let going = false;
  const onKey = (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && byId('palette')) {
      event.preventDefault();
      openPalette();
      return;
    }
    if (event.target.id === 'command') {
      inPalette(event);
      return;
    }
    const typing = event.target.matches('input:not(.select), select, textarea');
    if (event.key === 'Escape' && typing) event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (event.key === 'Enter' && event.target.matches('a, button, summary')) return;
    if (going) {
      going = false;
      const link = document.querySelector(`nav a[data-go="${CSS.escape(event.key)}"]`);
      if (link) link.click();
      return;
    }
    if (event.key === 'g') {
      going = true;
      return;
    }
    const act = keys[event.key];
    if (act && document.querySelector('nav')) {
      event.preventDefault();
      act();
    }
  };

  // ---- wiring
  const show = () => {
    showTimes(document);
    showSelection();
    showCurrent();
  };
  const acts = { pause, theme: nextTheme, help: () => byId('help').showModal(), none: () => select([]) };
  document.addEventListener('keydown', onKey);
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button?.dataset.copy) copy(button.dataset.copy);
    if (button?.dataset.use) {
      byId('kind').value = button.dataset.use;
      if (button.dataset.step) byId('step').value = button.dataset.step;
      byId('reason').focus();
    }
    if (button?.dataset.act) acts[button.dataset.act]();
  });
  document.addEventListener('change', (event) => {
    if (!event.target.matches('input.select')) return;
    const ids = selected();
    if (event.target.checked) ids.add(event.target.value);
    else ids.delete(event.target.value);
    select(ids);
  });
  document.addEventListener('input', (event) => {
    if (event.target.id === 'command') showOffers();
    if (event.target.id === 'number') byId('number-shown').textContent = event.target.value;
  });
  document.addEventListener('submit', (event) => {
    if (event.target.id !== 'save-view') return;
    event.preventDefault();
    const name = byId('view-name').value.trim();
    if (name === '') return;
    store('localStorage', 'views', { ...views(), [name]: byId('views').dataset.view });
    byId('view-name').value = '';
    showViews();
  });
  // Sentences name times in the zone of who reads them.
  document.addEventListener('htmx:configRequest', (event) => {
    if (event.detail.path.endsWith('/why')) {
      event.detail.parameters.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    }
  });
  document.addEventListener('htmx:beforeSwap', (event) => {
    refreshed = event.detail.target?.matches?.('[data-refresh]') && event.detail.shouldSwap;
    if (refreshed) before = texts();
  });
  // After settling: until then htmx gives the new rows the attributes of the old ones.
  document.addEventListener('htmx:afterSettle', () => {
    show();
    if (refreshed) {
      refreshed = false;
      markChanged();
      if (revisionShown() !== shownRevision && !document.activeElement.closest('#why form')) {
        shownRevision = revisionShown();
        htmx.trigger(document.body, 'refreshed');
      }
      if (!paused) say('fresh ' + clock());
    }
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    waiting = false;
    const status = event.detail.xhr?.status ?? 0;
    if (event.detail.failed && event.detail.target?.matches?.('[data-refresh]')) {
      say(`stale since ${clock()}: ${status === 0 ? 'the service does not answer' : 'the service answered ' + status}`, true);
    }
  });
  document.addEventListener('DOMContentLoaded', () => {
    htmx.defineExtension('json-body', {
      onEvent: (name, event) => {
        if (name === 'htmx:configRequest') event.detail.headers['Content-Type'] = 'application/json';
        return true;
      },
      encodeParameters: (xhr, parameters) => {
        xhr.overrideMimeType('text/html');
        return JSON.stringify(Object.fromEntries(parameters.entries ? parameters.entries() : Object.entries(parameters)));
      },
    });
    show();
    showViews();
    shownRevision = revisionShown();
    if (document.querySelector('[data-refresh]')) listen();
  });
})();

// What the pages can do beyond reading. Every page works without it.
(function () {
  'use strict';
  var doc = document, root = doc.documentElement;
  function $(s, at) { return (at || doc).querySelector(s); }
  function $$(s, at) { return Array.prototype.slice.call((at || doc).querySelectorAll(s)); }
  function fill(text, values) { return values.reduce(function (t, v) { return t.replace('%s', v); }, text); }

  // Light and dark.
  var themeButton = $('.theme-button');
  if (themeButton) {
    var system = window.matchMedia('(prefers-color-scheme: dark)');
    var dark = function () { return root.dataset.theme ? root.dataset.theme === 'dark' : system.matches; };
    var show = function () { themeButton.setAttribute('aria-pressed', String(dark())); };
    themeButton.hidden = false;
    themeButton.addEventListener('click', function () {
      root.dataset.theme = dark() ? 'light' : 'dark';
      try { localStorage.setItem('showcase-theme', root.dataset.theme); } catch (e) { /* for this page only */ }
      show();
    });
    system.addEventListener('change', show);
    show();
  }

  // The menu of a small screen.
  var menuButton = $('.menu-button'), menu = $('#menu');
  if (menuButton && menu) {
    var setMenu = function (open) {
      menu.classList.toggle('open', open);
      menuButton.setAttribute('aria-expanded', String(open));
    };
    menuButton.addEventListener('click', function () { setMenu(!menu.classList.contains('open')); });
    doc.addEventListener('keydown', function (e) {
      if (e.key === 'Escape' && menu.classList.contains('open')) { setMenu(false); menuButton.focus(); }
    });
  }

  // "/" goes to the search box.
  doc.addEventListener('keydown', function (e) {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    var box = $('#q') || $('#site-q');
    if (box) { e.preventDefault(); box.focus(); box.select(); }
  });

  // The outline: open beside the text on a wide screen, and the section in sight is marked.
  var outline = $('.outline');
  if (outline) {
    var wide = window.matchMedia('(min-width: 62.01rem)');
    var fit = function () { outline.open = wide.matches; };
    fit();
    wide.addEventListener('change', fit);
    var links = $$('a', outline), heads = links.map(function (a) { return doc.getElementById(decodeURIComponent(a.hash.slice(1))); });
    var mark = function () {
      var at = 0;
      heads.forEach(function (h, i) { if (h && h.getBoundingClientRect().top < 140) at = i; });
      links.forEach(function (a, i) {
        a.classList.toggle('here', i === at);
        if (i === at) a.setAttribute('aria-current', 'location'); else a.removeAttribute('aria-current');
      });
    };
    var waiting = false;
    window.addEventListener('scroll', function () {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }

  // Terms: a finger's first tap shows what one means, the second goes to its entry; Escape puts it away.
  var finger = false;
  doc.addEventListener('pointerdown', function (e) { finger = e.pointerType === 'touch'; });
  doc.addEventListener('click', function (e) {
    var term = e.target.closest('.term');
    $$('.term.open').forEach(function (t) { if (t !== term) t.classList.remove('open'); });
    if (!term || !finger || e.target.parentNode !== term || term.classList.contains('open')) return;
    e.preventDefault();
    term.classList.add('open');
  });
  doc.addEventListener('keydown', function (e) {
    if (e.key === 'Escape') $$('.term').forEach(function (t) { t.classList.remove('open'); t.classList.add('shut'); });
  });
  ['pointerover', 'focusin'].forEach(function (type) {
    doc.addEventListener(type, function (e) { if (!e.target.closest('.term')) $$('.term.shut').forEach(function (t) { t.classList.remove('shut'); }); });
  });

  // Registers: filter and sort. The filter stands in the address, so that what is shown can be sent as a link.
  $$('[data-register]').forEach(function (register) {
    var form = $('.filter', register), body = $('tbody', register), rows = $$('tr', body), output = $('output', register);
    var selects = $$('select', form), text = form.elements.text;
    var texts = rows.map(function (r) { return normal(r.textContent); });
    var filter = function () {
      var n = 0, words = normal(text.value).split(/\s+/).filter(Boolean);
      rows.forEach(function (r, i) {
        var ok = selects.every(function (s) { return !s.value || r.getAttribute('data-' + s.name) === s.value; }) &&
          words.every(function (w) { return texts[i].indexOf(w) >= 0; });
        r.hidden = !ok;
        if (ok) n++;
      });
      output.textContent = fill(output.dataset.shown, [n, rows.length]);
    };
    var keep = function () {
      var kept = new URLSearchParams();
      selects.concat(text).forEach(function (c) { if (c.value) kept.set(c.name, c.value); });
      try { history.replaceState(null, '', '#' + kept); } catch (e) { /* not from a folder */ }
    };
    var follow = function () { // what a link to this page asks for; #r12 is a row
      if (location.hash.indexOf('=') < 0) return false;
      var asked = new URLSearchParams(location.hash.slice(1));
      selects.concat(text).forEach(function (c) { c.value = asked.get(c.name) || ''; });
      selects.forEach(function (s) { if (s.selectedIndex < 0) s.value = ''; });
      form.hidden = false;
      filter();
      return true;
    };
    form.hidden = rows.length < 6;
    form.addEventListener('input', function () { filter(); keep(); });
    form.addEventListener('submit', function (e) { e.preventDefault(); });
    window.addEventListener('hashchange', function () { if (follow()) register.scrollIntoView(); });
    if (follow()) register.scrollIntoView(); else filter();
    var compare = new Intl.Collator(root.lang, { numeric: true }).compare;
    $$('thead th', register).forEach(function (th, column) {
      var button = doc.createElement('button');
      button.type = 'button';
      button.textContent = th.textContent;
      th.textContent = '';
      th.appendChild(button);
      button.addEventListener('click', function () {
        var down = th.getAttribute('aria-sort') === 'ascending';
        $$('th', th.parentNode).forEach(function (o) { o.removeAttribute('aria-sort'); });
        th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        var key = function (r) { var c = r.cells[column]; return c.dataset.sort || c.textContent; };
        rows.slice().sort(function (a, b) {
          var x = key(a), y = key(b);
          if (!x !== !y) return x ? -1 : 1;
          return down ? compare(y, x) : compare(x, y);
        }).forEach(function (r) { body.appendChild(r); });
      });
    });
  });

  function normal(s) { return s.normalize('NFKC').toLowerCase(); }

  // Search: every substring, title first. The index is a script, so that it works from a folder too.
  var page = $('#search');
  if (!page) return;
  var input = $('#q'), status = $('.search-status'), list = $('.results'), items = null, asked = false;
  var LIMIT = 100, AROUND = 36;

  window.showcaseSearch = function (rows) {
    items = rows.map(function (r) { return { row: r, title: normal(r[1]), rest: normal(r[2] + ' ' + r[3] + ' ' + r[4]), text: normal(r[5]) }; });
    run();
  };
  function load() {
    if (asked) return;
    asked = true;
    status.textContent = page.dataset.loading;
    var s = doc.createElement('script');
    s.src = page.dataset.index;
    s.onerror = function () { status.textContent = page.dataset.failed; };
    doc.head.appendChild(s);
  }
  function run() {
    var words = normal(input.value).split(/\s+/).filter(Boolean);
    list.textContent = '';
    if (!words.length) { status.textContent = ''; return; }
    if (!items) { load(); return; }
    var hits = [];
    items.forEach(function (it, i) {
      var score = 0;
      for (var k = 0; k < words.length; k++) {
        var w = words[k], s = 0;
        if (it.title === w) s = 200;
        else if (it.title.indexOf(w) === 0) s = 120;
        else if (it.title.indexOf(w) >= 0) s = 100;
        if (it.rest.indexOf(w) >= 0) s += 30;
        var n = 0, at = -1;
        while (n < 5 && (at = it.text.indexOf(w, at + 1)) >= 0) n++;
        s += n * 4;
        if (!s) return;
        score += s;
      }
      hits.push({ it: it, score: score, i: i });
    });
    hits.sort(function (a, b) { return b.score - a.score || a.i - b.i; });
    status.textContent = hits.length ? fill(page.dataset.found, [hits.length]) + (hits.length > LIMIT ? '。' + page.dataset.more : '') : page.dataset.none;
    hits.slice(0, LIMIT).forEach(function (h) {
      var r = h.it.row, li = doc.createElement('li'), h2 = doc.createElement('h2'), a = doc.createElement('a');
      a.href = r[0];
      marked(a, r[1], words);
      h2.appendChild(a);
      li.appendChild(h2);
      var p = doc.createElement('p');
      marked(p, snippet(r[5], words), words);
      if (p.textContent) li.appendChild(p);
      var where = doc.createElement('p');
      where.className = 'where';
      where.textContent = [r[2], r[4], r[3]].filter(Boolean).join(' · ');
      li.appendChild(where);
      list.appendChild(li);
    });
  }
  // places gives the normal form of a text, with the place in the text that each of its units comes from.
  function places(text) {
    var out = '', from = [];
    for (var i = 0; i < text.length;) {
      var c = String.fromCodePoint(text.codePointAt(i)), n = normal(c);
      for (var k = 0; k < n.length; k++) from.push(i);
      out += n;
      i += c.length;
    }
    from.push(text.length);
    return { text: out, from: from };
  }
  function snippet(text, words) {
    var p = places(text), at = -1;
    words.some(function (w) { at = p.text.indexOf(w); return at >= 0; });
    if (at < 0) return text.length > 2.5 * AROUND ? text.slice(0, 2.5 * AROUND) + '…' : text;
    var start = Math.max(0, p.from[at] - AROUND), end = Math.min(text.length, p.from[at] + 2 * AROUND);
    return (start ? '…' : '') + text.slice(start, end) + (end < text.length ? '…' : '');
  }
  function marked(to, text, words) {
    var p = places(text), spans = [];
    words.forEach(function (w) {
      for (var at = p.text.indexOf(w); at >= 0; at = p.text.indexOf(w, at + w.length)) spans.push([p.from[at], p.from[at + w.length]]);
    });
    spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    var at = 0;
    spans.forEach(function (s) {
      if (s[0] < at || s[1] <= s[0]) return;
      to.appendChild(doc.createTextNode(text.slice(at, s[0])));
      var m = doc.createElement('mark');
      m.textContent = text.slice(s[0], s[1]);
      to.appendChild(m);
      at = s[1];
    });
    to.appendChild(doc.createTextNode(text.slice(at)));
  }

  input.value = new URLSearchParams(location.search).get('q') || '';
  var timer;
  input.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      run();
      try { history.replaceState(null, '', input.value ? '?q=' + encodeURIComponent(input.value) : location.pathname); } catch (e) { /* not from a folder */ }
    }, 120);
  });
  input.addEventListener('focus', load);
  $('form', page).addEventListener('submit', function (e) { e.preventDefault(); run(); });
  if (input.value) run();
  if (window.matchMedia('(hover: hover)').matches) input.focus();
})();

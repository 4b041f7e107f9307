// The form that a teacher fills in: it writes the Markdown file, says what is
// missing, keeps a draft in the browser and opens a file again. Nothing is sent
// anywhere. What it does not understand of a file it puts back as it was.
(function () {
  'use strict';
  var doc = document, form = doc.getElementById('form');
  if (!form) return;
  var data = JSON.parse(doc.getElementById('form-data').textContent), words = data.words;
  var body = doc.getElementById('form-body'), preview = $('.form-preview'), saved = $('.form-saved'), done = $('.form-done');
  var kept = [];       // pieces of the front matter that go back as they were: {field, raw}
  var fileName = '';   // of the file that was opened
  var wanted = null;   // how the file is to be handed over: download or copy
  var pinyin = null;
  var STORE = 'showcase-form-' + data.type;

  function $(s, at) { return (at || doc).querySelector(s); }
  function $$(s, at) { return Array.prototype.slice.call((at || doc).querySelectorAll(s)); }
  function say(key) {
    var text = words[key];
    for (var i = 1; i < arguments.length; i++) text = text.replace('%s', function (v) { return function () { return v; }; }(arguments[i]));
    return text;
  }

  // File names: characters by their syllables, as addresses are made.
  window.showcasePinyin = function (lines) {
    pinyin = {};
    lines.split('\n').forEach(function (line) {
      var at = line.indexOf(' '), syllable = line.slice(0, at);
      if (at > 0) Array.from(line.slice(at + 1)).forEach(function (c) { pinyin[c] = syllable; });
    });
    show();
  };
  function slug(title) {
    var parts = [], open = false;
    Array.from(title.normalize('NFKC')).forEach(function (c) {
      if (/[A-Za-z0-9_]/.test(c)) {
        if (open) parts[parts.length - 1] += c; else parts.push(c);
        open = true;
        return;
      }
      open = false;
      if (/\p{Script=Han}/u.test(c)) parts.push(pinyin && pinyin[c] || 'u' + c.codePointAt(0).toString(16));
    });
    return parts.join('-').slice(0, 80).replace(/-+$/, '') || data.type;
  }
  function today() {
    var d = new Date();
    return d.getFullYear() + '-' + two(d.getMonth() + 1) + '-' + two(d.getDate());
  }
  function two(n) { return (n < 10 ? '0' : '') + n; }
  function nameOfFile() {
    if (fileName) return fileName;
    var title = textOf(form, 'title'), day = dayOf(textOf(form, 'date'));
    return (data.dated ? (day || today()) + '-' : '') + slug(title) + '.md';
  }
  // dayOf is a written day as 2012-05-17, '' if it is none or only a month.
  function dayOf(text) {
    var m = /^\s*(\d{4})\s*(?:[-./年]\s*)(\d{1,2})\s*(?:[-./月]\s*)(\d{1,2})/.exec(text.normalize('NFKC')) || /^\s*(\d{4})(\d\d)(\d\d)/.exec(text.normalize('NFKC'));
    return m ? m[1] + '-' + two(+m[2]) + '-' + two(+m[3]) : '';
  }

  // ── The fields ──────────────────────────────────────────────────────────
  // owner is what holds a field: an entry of a list, an object, or the form.
  function owner(node) { return node.parentNode.closest('.item, form'); }
  function fieldsOf(at) { return $$('[data-field]', at).filter(function (f) { return owner(f) === at; }); }
  function field(at, name) { return fieldsOf(at).filter(function (f) { return f.dataset.field === name; })[0]; }
  function control(f) { return $('input, select, textarea', f); }
  function itemsOf(f) { return $$(':scope > .form-items > .item', f); }
  function fold(s) { return s.normalize('NFKC').toLowerCase().replace(/[\s_-]/g, ''); }
  function means(also, key) { return key !== '' && also.split('|').map(fold).indexOf(fold(key)) >= 0; }
  function clean(s) { return s.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]+/g, ' ').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, '$1\ufffd').trim(); }

  // valueOf is what a field says: '' or a text, a list of texts or entries, an
  // object as a list of [field, value]; null if it is empty.
  function valueOf(f) {
    if (f.hidden) return null;
    switch (f.dataset.input) {
    case 'lines':
      var lines = control(f).value.split('\n').map(clean).filter(Boolean);
      return lines.length ? lines : null;
    case 'choices':
      var checked = $$('input', f).filter(function (i) { return i.checked; }).map(function (i) { return i.value; });
      return checked.length ? checked : null;
    case 'object':
      var one = entry($('.item', f));
      return one.length ? one : null;
    case 'objects':
      var list = itemsOf(f).filter(begun).map(entry);
      return list.length ? list : null;
    }
    return clean(control(f).value) || null;
  }
  function entry(item) {
    return fieldsOf(item).map(function (f) { return [f, valueOf(f)]; }).filter(function (e) { return e[1] !== null; });
  }
  // begun reports whether somebody has written into an entry: one that is still
  // as it was put there and lacks what it must have is left out.
  function begun(item) {
    var now = plain(item);
    if (!now.length) return false;
    var lacking = fieldsOf(item).some(function (f) { return 'required' in f.dataset && valueOf(f) === null; });
    return !lacking || JSON.stringify(now) !== item.dataset.begun;
  }
  function plain(item) { return entry(item).map(function (e) { return [e[0].dataset.field, text(e[1])]; }); }
  // text is a value for comparing.
  function text(v) {
    return Array.isArray(v) ? v.map(function (x) { return Array.isArray(x) ? x.map(function (e) { return text(e[1]); }).join(' ') : x; }).join('、') : v || '';
  }
  function textOf(at, name) { var f = field(at, name); return f ? text(valueOf(f)) : ''; }
  // each are the separate texts of a value, names split.
  function each(at, name) {
    var f = field(at, name), v = f && valueOf(f);
    if (!v) return [];
    if (typeof v === 'string') return /persons|attendance/.test(f.dataset.kind) ? v.split(/[、，,;；/]/).map(clean).filter(Boolean) : [v];
    return v.map(function (x) { return text(x); });
  }

  // ── Writing YAML ────────────────────────────────────────────────────────
  function quote(s) {
    var bare = /^[\p{L}\p{N}《〈“（][^\p{C}\p{Zl}\p{Zp}:#"'`\\[\]{},&*!|>%@]*$/u.test(s) && !/^(null|true|false|yes|no|on|off|y|n)$/i.test(s) && s === s.trim();
    return bare ? s : JSON.stringify(s);
  }
  // several reports whether a list has to be written line by line: the reader
  // takes a text on one line apart at these marks. Several words with 、 between
  // are meant to be taken apart.
  function several(f, list) {
    return list.length > 1 || /[，,;；]/.test(list[0]) || /、/.test(list[0]) && (f.dataset.kind === 'refs' || /[（(《“]/.test(list[0]));
  }
  function yaml(pairs, indent, first) {
    var out = '';
    pairs.forEach(function (e, i) {
      var f = e[0], v = e[1], lead = (i === 0 && first !== undefined ? first : indent) + f.dataset.key + ':';
      if (typeof v === 'string') out += lead + ' ' + quote(v) + '\n';
      else if (f.dataset.input === 'object') out += lead + '\n' + yaml(v, indent + '  ');
      else if (f.dataset.input === 'objects') out += lead + '\n' + v.map(function (x) { return yaml(x, indent + '    ', indent + '  - '); }).join('');
      else if (!several(f, v)) out += lead + ' ' + quote(v[0]) + '\n';
      else out += lead + '\n' + v.map(function (x) { return indent + '  - ' + quote(x) + '\n'; }).join('');
    });
    return out;
  }
  function markdown() {
    var front = yaml(entry(form), '') + kept.map(function (k) { return k.raw; }).join('');
    var words = body.value.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '').replace(/^\n+|\s+$/g, '');
    return (front ? '---\n' + front + '---\n\n' : '') + words + '\n';
  }

  // ── Reading YAML: what the form writes, and the short forms of the help ──
  // Anything else throws, and its lines are kept as they are.
  function scalar(s) {
    s = s.trim();
    if (s === '' || /^(~|null)$/i.test(s)) return '';
    if (s[0] === '"') return JSON.parse(s);
    if (s[0] === "'") {
      if (!/^'([^']|'')*'$/.test(s)) throw s;
      return s.slice(1, -1).replace(/''/g, "'");
    }
    if (s[0] === '[' || s[0] === '{') return flow(s);
    if (/^[-?:,\]}#&*!|>%@`]/.test(s) && !/^-\d/.test(s) || /: | #|:$/.test(s)) throw s;
    return s;
  }
  function flow(s) {
    var at = 0;
    function skip() { while (s[at] === ' ') at++; }
    function value() {
      skip();
      if (s[at] === '[' || s[at] === '{') return collection(s[at] === '{' ? '}' : ']');
      var m = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,[\]{}:#"'&*!|>%@`][^,[\]{}:#]*)/.exec(s.slice(at));
      if (!m) throw s;
      at += m[0].length;
      skip();
      return scalar(m[0]);
    }
    function collection(end) {
      var out = end === ']' ? [] : new Map();
      for (at++, skip(); s[at] !== end;) {
        var v = value();
        if (end === '}') {
          if (typeof v !== 'string' || s[at] !== ':' || s[at + 1] !== ' ' || out.has(v)) throw s;
          at++;
          out.set(v, value());
        } else out.push(v);
        skip();
        if (s[at] === ',') { at++; skip(); } else if (s[at] !== end) throw s;
      }
      at++;
      skip();
      return out;
    }
    var v = value();
    if (at !== s.length) throw s;
    return v;
  }
  var KEY = /^( *)([\p{L}\p{N}_-]+|"[^"\\]+"|'[^']+'):(?= |$)(.*)$/u;
  // block reads lines that are indented alike or deeper.
  function block(lines) {
    var indent = /^ */.exec(lines[0])[0].length, list = /^ *- /.test(lines[0] + ' '), out = list ? [] : new Map(), i = 0;
    if (!list && lines.length === 1 && !KEY.test(lines[0])) return scalar(lines[0]);
    while (i < lines.length) {
      var from = i, line = lines[i++];
      if (/^ */.exec(line)[0].length !== indent || /^ *-( |$)/.test(line) !== list) throw line;
      while (i < lines.length && (/^ */.exec(lines[i])[0].length > indent || !list && /^ *-( |$)/.test(lines[i]) && /^ */.exec(lines[i])[0].length === indent)) i++;
      var below = lines.slice(from + 1, i);
      if (list) {
        var rest = line.slice(indent + 1);
        out.push(rest.trim() ? block([' '.repeat(indent + 1) + rest].concat(below)) : below.length ? block(below) : '');
        continue;
      }
      var m = KEY.exec(line), key = m && m[2].replace(/^["']|["']$/g, '');
      if (!m || out.has(key) || m[3].trim() && below.length) throw line;
      out.set(key, m[3].trim() ? scalar(m[3]) : below.length ? block(below) : '');
    }
    return out;
  }

  // ── Filling in ──────────────────────────────────────────────────────────
  // split takes a text apart as the reader does: not inside brackets.
  function split(s) {
    var out = [''], depth = 0;
    Array.from(s).forEach(function (c) {
      if ('（(《“'.indexOf(c) >= 0) depth++;
      if ('）)》”'.indexOf(c) >= 0) depth = Math.max(0, depth - 1);
      if (!depth && '、,，;；'.indexOf(c) >= 0) out.push(''); else out[out.length - 1] += c;
    });
    return out.map(clean).filter(Boolean);
  }
  function only(v) { while (Array.isArray(v) && v.length === 1) v = v[0]; return v; }
  function option(f, v) {
    if (typeof v !== 'string') return null;
    var found = $$('option, input', f).filter(function (o) { return o.dataset.also && (o.value === v || means(o.dataset.also, v)); })[0];
    return found || null;
  }
  // fill shows a value in a field; false if the field has no place for all of it.
  function fill(f, v) {
    var to = control(f), kind = f.dataset.kind;
    switch (f.dataset.input) {
    case 'object': return fillEntry(f, $('.item', f), only(v));
    case 'objects':
      return (Array.isArray(v) ? v : [v]).every(function (x) { return x === '' || fillEntry(f, add(f), only(x)); });
    case 'choice':
      var o = option(f, only(v));
      if (o) to.value = o.value;
      return o !== null || v === '';
    case 'choices':
      return (typeof v === 'string' ? split(v) : Array.isArray(v) ? v : [v]).every(function (x) {
        var box = option(f, only(x));
        if (box) box.checked = true;
        return box !== null;
      });
    case 'lines':
      if (typeof v === 'string') v = kind === 'files' ? [v] : split(v);
      if (kind === 'refs' && Array.isArray(v) && v.length === 1 && Array.isArray(v[0])) v = ['[[' + only(v) + ']]'];
      if (!Array.isArray(v)) return false;
      v = v.map(function (x) { return Array.isArray(x) && kind === 'refs' ? '[[' + only(x) + ']]' : x; });
      if (!v.every(function (x) { return typeof x === 'string' && !/\n/.test(x); })) return false;
      to.value = v.join('\n');
      return true;
    }
    if (kind === 'ref' && Array.isArray(v)) { v = only(v); v = typeof v === 'string' ? '[[' + v + ']]' : v; }
    if (Array.isArray(v) && /persons|attendance/.test(kind) && v.every(function (x) { return typeof x === 'string' && !/[、，,;；/]/.test(x); })) v = v.join('、');
    v = only(v);
    if (typeof v !== 'string' || /\n/.test(v)) return false;
    to.value = v;
    return true;
  }
  function fillEntry(f, item, v) {
    var fields = fieldsOf(item);
    if (typeof v === 'string') {
      if (v && fields[0].dataset.kind === 'file' && fields[1] && fields[1].dataset.kind === 'ref' && (!/\.[^./]+$/.test(v) || /\.md$/i.test(v))) return fill(fields[1], v);
      return fill(fields[0], v);
    }
    if (!(v instanceof Map)) return false;
    return Array.from(v).every(function (e) {
      var sub = fields.filter(function (s) { return means(s.dataset.also, e[0]); })[0];
      return sub && valueOf(sub) === null && fill(sub, e[1]);
    });
  }
  function add(f) {
    var item = $(':scope > template', f).content.firstElementChild.cloneNode(true);
    $('.form-items', f).appendChild(item);
    prepare(item);
    number(f);
    return item;
  }
  function number(f) {
    itemsOf(f).forEach(function (item, i) {
      item.setAttribute('aria-label', say('item', f.dataset.label, i + 1));
      $('.form-item-head span', item).textContent = say('item', f.dataset.label, i + 1);
    });
  }
  function reset(f) {
    itemsOf(f).forEach(function (i) { if (f.dataset.input === 'objects') i.remove(); });
    $$('input, select, textarea', f).forEach(function (c) { c.checked = false; c.value = c.type === 'checkbox' ? c.value : ''; });
  }

  // open shows a file's text; what is wrong with it is returned.
  function open(text, name) {
    text = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
    if (/^\s*\+\+\+\n/.test(text)) return say('toml', name);
    var front = '', rest = text, m = /^\s*---[ \t]*\n/.exec(text);
    if (m) {
      var end = /^---[ \t]*$/m.exec(text.slice(m[0].length));
      if (!end) return say('unclosed', name);
      front = text.slice(m[0].length, m[0].length + end.index);
      rest = text.slice(m[0].length + end.index + end[0].length);
    }
    empty();
    pieces(front).forEach(take);
    body.value = rest.replace(/^\n+|\s+$/g, '');
    return '';
  }
  // pieces cuts the front matter at its keys; remarks of a new file are dropped.
  function pieces(front) {
    var out = [];
    front.split('\n').forEach(function (line) {
      var remark = /^# ?(.*)$/.exec(line);
      if (!line.trim() || remark && (data.helps.some(function (h) { return remark[1].endsWith(h); }) || /^(可以写：|“.+”可以写：|写完再改成|下面的表|one of: |\S+ is one of: |change it to |One line of the table)/.test(remark[1]))) return;
      if (remark || !/^[ \t\]}-]/.test(line) || !out.length) out.push([line]); else out[out.length - 1].push(line);
    });
    return out;
  }
  // take puts one entry of the front matter into its field, or keeps its lines.
  function take(lines) {
    var head = lines[0].replace(/^([\p{L}\p{N}_-]+)：/u, '$1: '), key = (KEY.exec(head) || [])[2] || '', value = null;
    try { value = block([head].concat(lines.slice(1)).filter(function (l) { return l.trim(); })).get(key); } catch (e) { /* kept below */ }
    var fields = fieldsOf(form), f = fields.filter(function (x) { return means(x.dataset.also, key); })[0];
    var other = fields.filter(function (x) { return means(x.dataset.shared || '', key); })[0];
    var free = f && !f.hidden && valueOf(f) === null;
    if (value !== null && [free && f, other && !other.hidden && valueOf(other) === null && other].some(function (x) {
      if (!x || fill(x, value)) return x;
      reset(x);
      return false;
    })) return;
    keep(free ? f : null, lines.join('\n') + '\n');
  }
  // keep puts lines back as they were; their field is not shown meanwhile.
  function keep(f, raw) {
    if (f) { reset(f); f.hidden = true; }
    kept.push({ field: f, raw: raw });
    var box = $('.form-kept');
    box.hidden = false;
    $('pre', box).textContent = kept.map(function (k) { return k.raw; }).join('');
  }
  function empty() {
    kept.forEach(function (k) { if (k.field) k.field.hidden = false; });
    kept = [];
    $('.form-kept').hidden = true;
    fieldsOf(form).forEach(reset);
    body.value = '';
    $$('.form-fault').forEach(function (p) { p.hidden = true; });
    $$('[aria-invalid]').forEach(function (c) { c.removeAttribute('aria-invalid'); });
    $('.form-problems').hidden = true;
  }
  // start is an untouched form: the lists begun as the type's data says.
  function start() {
    empty();
    fileName = '';
    body.value = body.defaultValue;
    $$('option', form).forEach(function (o) { if (o.defaultSelected) o.selected = true; });
    Object.keys(data.skeleton).forEach(function (name) {
      var f = field(form, name);
      if (f) fill(f, maps(data.skeleton[name]));
      if (f) itemsOf(f).forEach(function (i) { i.dataset.begun = JSON.stringify(plain(i)); });
    });
    show();
  }
  function maps(v) {
    if (Array.isArray(v)) return v.map(maps);
    return v && typeof v === 'object' ? new Map(Object.keys(v).map(function (k) { return [k, maps(v[k])]; })) : v;
  }

  // ── Judging ─────────────────────────────────────────────────────────────
  // A problem is {field, severity, say}.
  function judge() {
    var found = [];
    (function walk(at) {
      fieldsOf(at).forEach(function (f) {
        if (f.hidden) return;
        var v = valueOf(f);
        if (v === null && 'required' in f.dataset) found.push({ field: f, severity: 'warning', say: say('required', f.dataset.label) });
        var wrong = fault(f, v);
        if (wrong) found.push({ field: f, severity: 'error', say: wrong });
        if (f.dataset.input === 'object' && v !== null) walk($('.item', f));
        if (f.dataset.input === 'objects') itemsOf(f).filter(begun).forEach(walk);
      });
    })(form);
    if (!body.value.replace(/^#.*$/gm, '').trim()) found.push({ field: body, severity: 'hint', say: say('body') });
    data.checks.forEach(function (c) { rule(c, found); });
    return found;
  }
  // fault says what is wrong with how a value is written.
  function fault(f, v) {
    if (v === null || !f.dataset.pattern) return '';
    var right = new RegExp(f.dataset.pattern, 'u'), all = typeof v === 'string' ? [v] : v;
    if (!all.every(function (x) { return right.test(x); })) return say('pattern', f.dataset.label);
    if (!/^(date|month|range)$/.test(f.dataset.kind)) return '';
    var days = v.normalize('NFKC').match(/\d{4}\s*[-.\/年]\s*\d{1,2}(\s*[-.\/月]\s*\d{1,2})?/g) || [];
    var exist = days.every(function (d) {
      var n = d.split(/\D+/).filter(Boolean).map(Number);
      return n[1] >= 1 && n[1] <= 12 && (n.length < 3 || n[2] >= 1 && n[2] <= new Date(n[0], n[1], 0).getDate());
    });
    if (!exist) return say('day', f.dataset.label);
    if (f.dataset.kind === 'range' && days.length === 2 && amount(days[0], true) > amount(days[1], true)) return say('order', f.dataset.label);
    return '';
  }
  // amount is a number, or a date as a number.
  function amount(s, date, end) {
    var n = s.normalize('NFKC').split(/[^\d.]+/).filter(Boolean);
    if (!date) return parseFloat(s.normalize('NFKC').replace(/[^\d.]/g, ''));
    n = s.normalize('NFKC').match(/\d+/g) || [];
    if (n.length === 1 && n[0].length === 8) return +n[0];
    return n.length ? n[0] * 10000 + (n[1] || (end ? 12 : 1)) * 100 + +(n[2] || (end ? 31 : 1)) : NaN;
  }
  function rule(c, found) {
    var holds = (c.when || []).every(function (w) {
      var have = each(form, w.field);
      return w.values ? have.some(function (v) { return same(form, w.field, v, w.values); }) : have.length > 0;
    });
    if (!holds) return;
    if (!c.of) { check(c, form, found); return; }
    var list = field(form, c.of), items = list ? itemsOf(list).filter(begun) : [];
    if (!list || list.hidden) return;
    if (c.kind === 'all' || c.kind === 'once') together(c, list, items, found);
    else items.forEach(function (i) { check(c, i, found); });
  }
  // same reports whether a shown value is one of the type's values.
  function same(at, name, shown, values) {
    var o = option(field(at, name), shown);
    return values.some(function (v) { return v === shown || o && means(o.dataset.also, v); });
  }
  function check(c, at, found) {
    function value(name) { var f = field(at, name); return f && f.hidden ? null : textOf(at, name); }
    function bad(name) { found.push({ field: name ? field(at, name) : body, severity: c.severity, say: c.say + (c.help ? ' → ' + c.help : '') }); }
    var f = c.fields || [], given = function (n) { return value(n) !== ''; };
    if (c.given && !c.given.some(given)) return;
    if (!f.every(function (n) { return field(at, n); })) return;
    var a = f[0] && value(f[0]), b = f[1] && value(f[1]);
    switch (c.kind) {
    case 'need': f.filter(function (n) { return !given(n) && !('required' in field(at, n).dataset); }).slice(0, 1).forEach(bad); break;
    case 'any': if (!f.some(given)) bad(f[0]); break;
    case 'without': f.filter(given).slice(0, 1).forEach(bad); break;
    case 'never': if (a && same(at, f[0], a, c.values)) bad(f[0]); break;
    case 'differ': if (each(at, f[0]).some(function (n) { return each(at, f[1]).indexOf(n) >= 0; })) bad(f[1]); break;
    case 'order':
      var date = /date|month/.test(field(at, f[0]).dataset.kind);
      if (a && b && amount(a, date) > amount(b, date, true)) bad(f[0]);
      break;
    case 'equal': if (a && amount(a) !== itemsOf(field(at, f[1])).filter(begun).length) bad(f[0]); break;
    case 'bounds':
      var n = amount(a || '');
      if (a && (c.above !== null && n <= c.above || c.least !== null && n < c.least || c.most !== null && n > c.most)) bad(f[0]);
      break;
    case 'words':
      var length = count();
      if (length && (length < c.least || c.most !== null && length > c.most)) bad();
      break;
    case 'headings': if (body.value.trim() && !/^#{1,6} /m.test(body.value)) bad(); break;
    }
  }
  function together(c, list, items, found) {
    var have = [].concat.apply([], items.map(function (i) { return each(i, c.fields[0]); }));
    var bad = c.kind === 'once' ? have.some(function (v, i) { return have.indexOf(v) !== i; })
      : c.values.some(function (want) { return !items.some(function (i) { return each(i, c.fields[0]).some(function (v) { return same(i, c.fields[0], v, [want]); }); }); });
    if (bad) found.push({ field: list, severity: c.severity, say: c.say + (c.help ? ' → ' + c.help : '') });
  }
  // count is the length of the text as word processors count it.
  function count() {
    var t = body.value;
    return (t.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu) || []).length + (t.match(/[A-Za-z0-9]+/g) || []).length;
  }
  // mark shows a field's problem below it.
  function mark(f, problem) {
    var p = f === body ? null : $$('.form-fault', f).filter(function (x) { return x.closest('[data-field]') === f; })[0], to = f === body ? body : control(f);
    if (p) { p.hidden = !problem; p.textContent = problem || ''; }
    if (!to || !/^(line|lines|choice)$/.test(f.dataset.input || 'line')) return;
    if (problem) to.setAttribute('aria-invalid', 'true'); else to.removeAttribute('aria-invalid');
  }
  // hand hands the file over, if nothing is missing; else it says what is.
  function hand(how) {
    var found = judge();
    wanted = how;
    tell(found);
    if (found.every(function (p) { return p.severity === 'hint'; })) how(); else $('.form-problems').focus();
  }
  function tell(found) {
    var box = $('.form-problems'), list = $('ul', box), grave = found.filter(function (p) { return p.severity !== 'hint'; });
    list.textContent = '';
    $$('[data-field]', form).concat(body).forEach(function (f) { mark(f, ''); });
    found.forEach(function (p) {
      var li = doc.createElement('li'), go = doc.createElement('button');
      go.type = 'button';
      go.className = 'form-link';
      go.textContent = help(p);
      go.addEventListener('click', function () { reach(p.field); });
      li.className = p.severity;
      li.appendChild(go);
      list.appendChild(li);
      if (p.severity !== 'hint') mark(p.field, help(p));
    });
    box.hidden = !found.length;
    $('h3', box).textContent = say('problems', found.length);
    $('[data-anyway]', box).hidden = !grave.length || grave.some(function (p) { return p.severity === 'error'; });
  }
  // help is a problem with an example, where the field's help gives none.
  function help(p) {
    var to = p.field !== body && p.severity === 'error' && control(p.field);
    return p.say + (to && to.placeholder && !$('.form-help', p.field) ? say('example', to.placeholder) : '');
  }
  function reach(f) {
    for (var d = f.closest('details'); d; d = d.parentNode.closest('details')) d.open = true;
    var to = f === body ? body : control(f) || $('[data-add]', f);
    to.focus();
    to.scrollIntoView({ block: 'center' });
  }

  // ── Handing in ──────────────────────────────────────────────────────────
  function download() {
    var a = doc.createElement('a'), url = URL.createObjectURL(new Blob([markdown()], { type: 'text/markdown;charset=utf-8' }));
    a.href = url;
    a.download = nameOfFile();
    doc.body.appendChild(a);
    a.click();
    a.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
    done.textContent = say('downloaded', nameOfFile(), data.folder);
  }
  function copy() {
    var ok = function () { done.textContent = say('copied', nameOfFile()); };
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(markdown()).then(ok, byHand); else byHand();
    function byHand() {
      var range = doc.createRange(), s = window.getSelection();
      range.selectNodeContents(preview);
      s.removeAllRanges();
      s.addRange(range);
      if (doc.execCommand('copy')) ok(); else done.textContent = say('not_copied');
    }
  }
  function show() {
    preview.textContent = markdown();
    $('[data-file]').textContent = nameOfFile();
    $('[data-words]').textContent = say('words', count());
  }
  function store() {
    try {
      localStorage.setItem(STORE, JSON.stringify({ name: fileName, text: markdown() }));
      saved.textContent = say('saved');
    } catch (e) { saved.textContent = say('unsaved'); }
  }
  function stored() {
    try { return JSON.parse(localStorage.getItem(STORE)); } catch (e) { return null; }
  }
  function forget() {
    try { localStorage.removeItem(STORE); } catch (e) { /* nothing is kept here */ }
  }
  function restore(draft) {
    if (open(draft.text, draft.name)) return false;
    fileName = draft.name;
    show();
    return true;
  }
  var timer;
  function changed() {
    show();
    clearTimeout(timer);
    timer = setTimeout(store, 300);
  }

  // ── Events ──────────────────────────────────────────────────────────────
  var ids = 0;
  // prepare ties the help and the fault of each field to its control.
  function prepare(at) {
    $$('[data-field]', at).forEach(function (f) {
      var own = $$('.form-help, .form-fault', f).filter(function (p) { return p.closest('[data-field]') === f; });
      own.forEach(function (p) { p.id = 'form-note-' + (++ids); });
      var to = /^(line|lines|choice)$/.test(f.dataset.input) ? control(f) : f;
      to.setAttribute('aria-describedby', own.map(function (p) { return p.id; }).join(' '));
    });
  }
  form.addEventListener('input', function (e) {
    var list = e.target.list;
    if (list) suggest(e.target, list);
    changed();
  });
  form.addEventListener('change', function (e) {
    var f = e.target.closest('[data-field]');
    if (f && f.dataset.pattern) { var wrong = fault(f, valueOf(f)); mark(f, wrong && help({ field: f, severity: 'error', say: wrong })); }
  });
  // suggest completes the last of several names.
  function suggest(input, list) {
    list.names = list.names || $$('option', list).map(function (o) { return o.value; });
    if (!/persons|attendance/.test(input.closest('[data-field]').dataset.kind)) return;
    var head = /^(.*[、，,;；])?/.exec(input.value)[0];
    $$('option', list).forEach(function (o, i) { o.value = head + list.names[i]; });
  }
  form.addEventListener('keydown', function (e) {
    if (e.key === 'Enter' && e.target.tagName === 'INPUT' && !e.isComposing) e.preventDefault(); // not yet done
  });
  form.addEventListener('submit', function (e) {
    e.preventDefault();
    hand(download);
  });
  form.addEventListener('click', function (e) {
    var b = e.target.closest('button'), f = b && b.closest('[data-field]');
    if (!b) return;
    if ('add' in b.dataset) { control(add(f)).focus(); changed(); }
    if ('remove' in b.dataset) { var at = f; b.closest('.item').remove(); number(at); $(':scope > [data-add]', at).focus(); changed(); }
    if ('today' in b.dataset) { control(f).value = today(); mark(f, ''); control(f).focus(); changed(); }
    if ('copy' in b.dataset) hand(copy);
    if ('anyway' in b.dataset) { $('.form-problems').hidden = true; wanted(); }
    if ('mark' in b.dataset) format(b.dataset.mark);
    if ('clear' in b.dataset) clear();
  });
  function clear() {
    var before = { name: fileName, text: markdown() };
    forget();
    clearTimeout(timer);
    start();
    saved.textContent = say('cleared') + ' ';
    var undo = doc.createElement('button');
    undo.type = 'button';
    undo.className = 'form-link';
    undo.textContent = say('undo');
    undo.addEventListener('click', function () { restore(before); store(); });
    saved.appendChild(undo);
  }
  $('[data-open]').addEventListener('change', function (e) {
    var file = e.target.files[0];
    if (!file) return;
    file.arrayBuffer().then(function (bytes) {
      var text;
      try { text = new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch (x) {
        try { text = new TextDecoder('gb18030', { fatal: true }).decode(bytes); } catch (y) { text = '\u0000'; }
      }
      var wrong = /\u0000/.test(text) ? say('not_text', file.name) : open(text, file.name);
      e.target.value = '';
      if (wrong) { saved.textContent = wrong; return; }
      fileName = file.name;
      show();
      store();
      saved.textContent = say('opened', file.name);
    });
  });
  // format puts the marks of a format around the selection, or before its lines.
  function format(what) {
    var from = body.selectionStart, to = body.selectionEnd, chosen = body.value.slice(from, to) || words.text, lead = { heading: '## ', list: '- ', quote: '> ' }[what], put;
    if (lead) {
      var gap = from === 0 || /\n\n$/.test(body.value.slice(0, from)) ? '' : /\n$/.test(body.value.slice(0, from)) ? '\n' : '\n\n';
      put = gap + chosen.split('\n').map(function (l) { return lead + l; }).join('\n') + '\n';
    } else put = what === 'bold' ? '**' + chosen + '**' : '\n\n![' + words.alt + '](img/a.jpg "' + words.caption + '")\n\n';
    body.setRangeText(put, from, to, 'end');
    body.focus();
    changed();
  }

  // ── Beginning ───────────────────────────────────────────────────────────
  form.hidden = false;
  prepare(form);
  start();
  var draft = stored();
  if (draft && draft.text !== markdown() && restore(draft)) saved.textContent = say('restored') + ' ' + say('saved');
})();

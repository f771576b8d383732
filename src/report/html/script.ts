/**
 * What runs in the page: the switch of colours, the filters, jumps to what a filter hides, and everything open on
 * paper. Text, for nothing of it may be changed by what bundles the program; without it the page is complete.
 */
export const SCRIPT = `'use strict';
(() => {
  const root = document.documentElement;
  const by = (id) => document.getElementById(id);

  const theme = by('theme');
  const dress = (look) => {
    if (look === 'light' || look === 'dark') root.dataset.theme = look;
    else delete root.dataset.theme;
  };
  if (theme) {
    let kept = null;
    try { kept = localStorage.getItem('wso2is-lint-theme'); } catch {}
    if (kept === 'light' || kept === 'dark') theme.value = kept;
    dress(theme.value);
    theme.closest('form').hidden = false;
    theme.addEventListener('change', () => {
      dress(theme.value);
      try { localStorage.setItem('wso2is-lint-theme', theme.value); } catch {}
    });
  }

  const folded = [];
  addEventListener('beforeprint', () => {
    for (const one of document.querySelectorAll('details:not([open])')) { one.open = true; folded.push(one); }
  });
  addEventListener('afterprint', () => {
    for (const one of folded.splice(0)) one.open = false;
  });

  const form = by('filters');
  if (!form) return;
  const data = JSON.parse(by('data').textContent);
  const rows = data.rows.map(([id, group, kind, file, severity, nodes]) => ({
    element: by(id), group, kind: String(kind), file: String(file), severity, nodes: nodes.map(String), text: null,
  }));
  const groups = [...document.querySelectorAll('.group')].reverse();
  const value = (name) => by('filter-' + name)?.value ?? '';
  const noun = [['finding', 'findings'], ['setting', 'settings'], ['file', 'files']];
  const textOf = (row) => (row.text ??= (data.files[row.file] + ' ' + row.element.textContent).toLowerCase());

  const apply = () => {
    const [kind, severity, node, file] = ['kind', 'severity', 'node', 'file'].map(value);
    const words = value('text').toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const shown = [0, 0, 0];
    const all = [0, 0, 0];
    for (const row of rows) {
      const wanted = (kind === '' || row.kind === kind) && (severity === '' || row.severity === severity)
        && (node === '' || row.nodes.includes(node)) && (file === '' || row.file === file)
        && words.every((word) => textOf(row).includes(word));
      all[row.group] += 1;
      if (wanted) shown[row.group] += 1;
      if (row.element.hidden === wanted) row.element.hidden = !wanted;
    }
    const filtered = kind + severity + node + file + words.join('') !== '';
    for (const group of groups) {
      const empty = filtered && group.querySelector('[data-row]:not([hidden])') === null;
      if (group.hidden !== empty) group.hidden = empty;
    }
    const parts = shown.map((number, index) => all[index] === 0 ? ''
      : number + (filtered ? ' of ' + all[index] : '') + ' ' + noun[index][all[index] === 1 ? 0 : 1]);
    const none = filtered && shown.every((number) => number === 0);
    by('count').textContent = (none ? 'Nothing matches: ' : '') + parts.filter((part) => part !== '').join(', ');
    by('none').hidden = !none;
  };

  let later = 0;
  const soon = (wait) => { clearTimeout(later); later = setTimeout(apply, wait); };
  form.addEventListener('input', (event) => soon(event.target.id === 'filter-text' ? 120 : 0));
  form.addEventListener('submit', (event) => { event.preventDefault(); soon(0); });
  form.addEventListener('reset', () => soon(0));

  const jump = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch {}
    const target = id === '' ? null : by(id);
    if (target === null) return;
    if (target.closest('[hidden]') !== null) { form.reset(); clearTimeout(later); apply(); }
    for (let fold = target.closest('details'); fold !== null; fold = fold.parentElement.closest('details')) fold.open = true;
    target.scrollIntoView({ block: 'start' });
    if (target.matches('[tabindex]')) target.focus({ preventScroll: true });
  };
  addEventListener('hashchange', jump);
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) setTimeout(jump, 0);
  });

  form.hidden = false;
  apply();
  if (location.hash !== '') jump();
})();
`;

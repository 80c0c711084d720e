/// What tests ask a page in the browser.
enum PageScripts {
  /// A line for every chart whose marks are not as many as its data has, or whose bars have no size; the counts come from the data in the page.
  static let wrongMarks = """
    [...document.querySelectorAll('[data-chart]')].flatMap(place => {
      const data = JSON.parse(document.getElementById(place.dataset.chart).textContent).data;
      const numbers = list => list.filter(value => value !== null).length;
      const lines = data.filter(t => t.type === 'scatter' && t.mode === 'lines');
      const expected = {
        bars: data.filter(t => t.type === 'bar').reduce((n, t) => n + t.x.length, 0),
        errors: data.filter(t => t.error_x).reduce((n, t) => n + t.error_x.array.length, 0),
        lines: lines.filter(t => t.line.width > 0).length,
        fills: lines.filter(t => t.fill).length,
        markers: data.filter(t => t.mode === 'markers').reduce((n, t) => n + numbers(t.x), 0),
        words: data.filter(t => t.mode === 'text').reduce((n, t) => n + numbers(t.x), 0),
        nodes: data.filter(t => t.type === 'sankey').reduce((n, t) => n + t.node.label.length, 0),
        links: data.filter(t => t.type === 'sankey').reduce((n, t) => n + t.link.value.length, 0)
      };
      const count = selector => place.querySelectorAll(selector).length;
      const found = {
        bars: count('.barlayer .point path'),
        errors: count('.barlayer path.xerror'),
        lines: [...place.querySelectorAll('.scatterlayer path.js-line')].filter(
          p => getComputedStyle(p).strokeWidth !== '0px').length,
        fills: count('.scatterlayer path.js-fill'), markers: count('.scatterlayer .points path.point'),
        words: count('.scatterlayer .textpoint'), nodes: count('.sankey-node'), links: count('.sankey-link')
      };
      // A missing number has a bar without size; one of 2 % of the largest or more can be seen.
      const values = data.filter(t => t.type === 'bar').flatMap(t => t.orientation === 'h' ? t.x : t.y);
      const most = Math.max(...values.map(Math.abs));
      const seen = [...place.querySelectorAll('.barlayer .point path')].map(p => p.getBBox())
        .filter(box => box.width > 0.3 && box.height > 0.3).length;
      const [least, all] = [values.filter(v => Math.abs(v) > most / 50).length, values.filter(v => v).length];
      const sizes = seen >= least && seen <= all ? []
        : [`${place.dataset.chart}: ${seen} bars of a size, ${least} to ${all} in the data`];
      return sizes.concat(Object.keys(expected).filter(key => expected[key] !== found[key])
        .map(key => `${place.dataset.chart} ${key}: ${found[key]} drawn, ${expected[key]} in the data`));
    })
    """

  /// The number of charts that hold a drawing of some size.
  static let drawnCharts = """
    [...document.querySelectorAll('[data-chart] .main-svg')].filter(s => s.getBoundingClientRect().height > 200)
      .map(s => s.closest('[data-chart]').dataset.chart).filter((id, i, all) => all.indexOf(id) === i)
    """

  /// A line for every text whose contrast with the colour behind it is below 4.5 (WCAG 2.2, 1.4.3), large texts too.
  static let weakTexts = """
    (() => {
      document.querySelectorAll('details').forEach(d => { d.open = true; });
      const rgba = text => { const n = text.match(/[\\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
      const light = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
      };
      const behind = element => {
        for (let e = element; e; e = e.parentElement) {
          const colour = rgba(getComputedStyle(e).backgroundColor);
          if (colour[3] === 1) { return colour; }
        }
        return [255, 255, 255, 1];
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), weak = new Set();
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || element.closest('script,style')) { continue; }
        if (!element.getClientRects().length) { continue; }
        const style = getComputedStyle(element);
        const [front, back] = [rgba(element.closest('svg') ? style.fill : style.color), behind(element)];
        const [a, b] = [light(front), light(back)];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5 || front[3] < 1) { weak.add(`${ratio.toFixed(2)} ${element.tagName} ${style.color} ${walker.currentNode.textContent.trim().slice(0, 40)}`); }
      }
      return [...weak];
    })()
    """

  /// A line for every element that reaches over the right edge of the page.
  static let wideElements = """
    (() => {
      window.dispatchEvent(new Event('beforeprint'));
      return [...document.querySelectorAll('body *')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width > 0 && box.right > document.documentElement.clientWidth + 1;
      }).map(e => `${e.tagName} ${e.className.baseVal ?? e.className} ${Math.round(e.getBoundingClientRect().right)}`);
    })()
    """

  /// What a reader of the page who does not see it misses: one line each.
  static let unsaid = """
    (() => {
      const all = (selector, name, said) => [...document.querySelectorAll(selector)].filter(e => !said(e))
        .map(e => `${name}: ${e.outerHTML.slice(0, 80)}`);
      const text = id => (document.getElementById(id) || {textContent: ''}).textContent.trim();
      const named = e => e.getAttribute('aria-label') || text(e.getAttribute('aria-labelledby'));
      const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]));
      return [
        ...all('th', 'no scope', e => ['col', 'row'].includes(e.scope)),
        ...all('figure, [role=img], [role=region], nav, section', 'no name', named),
        ...all('[role=img]', 'no description', e => text(e.getAttribute('aria-describedby'))),
        ...all('table', 'no caption', e => e.caption && e.caption.textContent.trim()),
        ...all('img', 'no alternative', e => e.alt), ...all('a[href^="#"]', 'leads nowhere', e => text(e.hash.slice(1))),
        ...all('[id]', 'twice', e => document.querySelectorAll(`[id="${e.id}"]`).length === 1 || e.closest('svg')),
        ...(levels.filter(l => l === 1).length === 1 && levels.every((l, i) => !i || l <= levels[i - 1] + 1)
          ? [] : ['headings: ' + levels])
      ];
    })()
    """

  /// What the Tab key should reach, in the order of the page.
  static let tabStops = """
    [...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
      .filter(e => !e.closest('details:not([open])') || e.tagName === 'SUMMARY').map(e => (e.dataset.stop = '') || e)
      .map((e, i) => { e.dataset.stop = i; return String(i); })
    """
  /// Which of them has the focus, and whether it can be seen.
  static let stop = """
    (() => {
      const e = document.activeElement, box = e.getBoundingClientRect();
      return [e.dataset.stop ?? e.tagName, String(box.width > 0 && box.right > 0), getComputedStyle(e).outlineStyle];
    })()
    """
}

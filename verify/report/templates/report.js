"use strict";
(() => {
  const page = document, all = (query, root = page) => [...root.querySelectorAll(query)];
  const words = page.getElementById("words"), boxes = all(".filters input[type=checkbox]");
  const said = page.getElementById("shown");
  function filter() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const line of all(".matrix tbody tr")) {
      const cells = all("td", line);
      const fits = wanted.every((word) => line.dataset.words.includes(word));
      const some = cells.some((cell) => verdicts.has(cell.dataset.verdict));
      line.hidden = !(fits && some);
      shown += line.hidden ? 0 : 1;
      for (const cell of cells) cell.style.opacity = verdicts.has(cell.dataset.verdict) ? "" : "0.15";
    }
    said.textContent = shown + " of " + all(".matrix tbody tr").length + " lines";
  }
  words.addEventListener("input", filter);
  for (const box of boxes) box.addEventListener("change", filter);
  filter();
  const dialog = page.getElementById("cell"), head = page.getElementById("cell-head"), body = page.getElementById("cell-rows");
  for (const button of all(".matrix button")) button.addEventListener("click", () => {
    const { claim, variant, problem } = button.dataset;
    head.textContent = claim + ":" + variant + " on " + problem;
    body.replaceChildren(...all("tr[data-claim]").filter((row) =>
      row.dataset.claim === claim && row.dataset.variant === variant && row.dataset.problem === problem).map((row) => row.cloneNode(true)));
    dialog.showModal();
  });
  function show(id) {
    const target = id && page.getElementById(decodeURIComponent(id));
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    if (target) target.scrollIntoView();
  }
  addEventListener("hashchange", () => show(location.hash.slice(1)));
  show(location.hash.slice(1));
  for (const box of all(".graph a")) box.addEventListener("click", () => show(box.getAttribute("href").slice(1)));
  const told = (value) => value === undefined ? "" : Number.isInteger(value) && value < 1e7 ? String(value) : value.toPrecision(4);
  for (const part of all(".explore")) {
    const sliders = all("input", part), cells = all("tbody tr", part);
    const compute = () => {
      const values = {};
      for (const slider of sliders) {
        values[slider.name] = slider.dataset.start * 10 ** slider.value;
        slider.previousElementSibling.value = told(values[slider.name]);
      }
      const found = BOUNDS[part.dataset.key](values);
      for (const line of cells) found.forEach((one, j) => { line.cells[j + 1].textContent = told(one[line.cells[0].textContent]); });
    };
    for (const slider of sliders) slider.addEventListener("input", compute);
    compute();
  }
  for (const head of all(".data > summary")) head.addEventListener("click", () => {
    const text = head.nextElementSibling;
    if (text.tagName !== "PRE") return;
    const table = page.createElement("table"), wide = page.createElement("div");
    text.textContent.split("\n").forEach((line, j) => {
      const row = table.insertRow(), above = row.previousElementSibling;
      line.split("\t").forEach((word, i) => {
        row.appendChild(page.createElement(j ? "td" : "th")).textContent = i < 2 ? word || above.cells[i].textContent : word;
      });
    });
    wide.className = "wide"; wide.append(table); text.replaceWith(wide);
  });
  // a picture is made when it comes near: made at the start, all of them take longer than the rest of the page
  const draw = (place) => { const held = place.querySelector("noscript"); if (held) place.innerHTML = held.textContent; };
  const near = new IntersectionObserver((seen) => { for (const one of seen) if (one.isIntersecting) draw(one.target); }, { rootMargin: "100%" });
  for (const place of all(".drawn")) near.observe(place);
  addEventListener("beforeprint", () => { for (const part of all("details")) part.open = true; all(".drawn").forEach(draw); });
})();

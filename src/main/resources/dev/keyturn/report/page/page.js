"use strict";
// All rows are there without this. Where it runs, it filters and sorts them.
(() => {
  const tables = [...document.querySelectorAll("table.keys")];
  const tools = document.getElementById("tools");
  if (!tools || tables.length === 0) {
    return;
  }
  const words = document.getElementById("words");
  const kind = document.getElementById("kind");
  const rows = tables.flatMap((table) => [...table.tBodies[0].rows]).map((row) => ({
    row, text: row.textContent.toLowerCase(), fold: row.closest("details"),
  }));
  const folds = new Map(rows.filter((it) => it.fold).map((it) => [it.fold, it.fold.open]));

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const filtered = wanted.length > 0 || kind.value !== "";
    const open = new Set();
    let shown = 0;
    for (const { row, text, fold } of rows) {
      const fits = wanted.every((word) => text.includes(word)) && (!kind.value || row.classList.contains(kind.value));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
      if (fits && fold) {
        open.add(fold);
      }
    }
    for (const [fold, before] of folds) {
      fold.open = filtered ? open.has(fold) : before;
    }
    document.getElementById("said").textContent = filtered ? `${shown} of ${rows.length} keys` : "";
  };

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.n === undefined ? cell.textContent.toLowerCase() : Number(cell.dataset.n);
  };
  const order = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

  const sort = (table, header, column) => {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) {
      other.removeAttribute("aria-sort");
    }
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sorted = [...table.tBodies[0].rows].sort((one, other) => order(value(one, column), value(other, column)));
    table.tBodies[0].append(...(down ? sorted.reverse() : sorted));
  };

  for (const table of tables) {
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sort(table, header, column));
      header.append(button);
    });
  }
  words.addEventListener("input", filter);
  kind.addEventListener("change", filter);
  tools.hidden = false;
})();

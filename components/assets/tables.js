// A button with data-table="ID" saves that table of the page as CSV: for tables that are made for the screen and stand in no file.
(() => {
  const cell = (part) => {
    const copy = part.cloneNode(true);
    for (const hidden of copy.querySelectorAll("[aria-hidden=true]")) hidden.remove();
    const text = copy.textContent.replace(/\s+/g, " ").trim().replace(/^\u2212/, "-");
    const number = text.replace(/,(?=\d{3}\b)/g, "");
    if (/^-?\d+(\.\d+)?$/.test(number)) return number;
    const guarded = /^[=+\-@]/.test(text) ? `'${text}` : text; // no spreadsheet runs it as a formula
    return /[",\n]/.test(guarded) ? `"${guarded.replace(/"/g, '""')}"` : guarded;
  };
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-table]");
    const table = button && document.getElementById(button.dataset.table);
    if (!table) return;
    const rows = [...table.rows].filter((row) => row.cells.length > 1); // not the headings of groups
    const lines = rows.map((row) => [...row.cells].map(cell).join(",") + "\r\n");
    const made = URL.createObjectURL(new Blob(["\ufeff", ...lines], { type: "text/csv;charset=utf-8" }));
    Object.assign(document.createElement("a"), { href: made, download: `${button.dataset.name}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(made), 60000);
  });
})();

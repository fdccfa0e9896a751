const SECONDS = 2;
const percent = (part, whole) => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`);

async function show() {
  const state = await (await fetch("state")).json();
  document.querySelector("#console").href = state.console;
  document.querySelector("#said").textContent = state.said.join("\n");
  const rows = state.sites.map(({ name, region, seconds, served, treated, errors }) => {
    const row = document.createElement("tr");
    for (const text of [name, region, (served / seconds).toFixed(0), percent(treated, served), percent(errors, served)]) {
      row.insertCell().textContent = text;
    }
    return row;
  });
  document.querySelector("#sites").replaceChildren(...rows);
}

for (const button of document.querySelectorAll("[data-press]")) {
  button.addEventListener("click", async () => {
    const response = await fetch(button.dataset.press, { method: "POST", headers: { "X-Demo": "page" } });
    document.querySelector("#pressed").textContent = response.ok ? `${button.textContent}: done` : "It did not work.";
  });
}

setInterval(show, SECONDS * 1000);
show();

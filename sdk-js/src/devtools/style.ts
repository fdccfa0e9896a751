/** Of the overlay alone: it lives in a shadow tree, and is made by a script, which needs no leave of the page's policy. */
export const STYLE = `
:host { all: initial; position: fixed; inset: auto 12px 12px auto; z-index: 2147483647; font: 13px/1.4 system-ui, sans-serif; color: #1c2030; }
button, input, select { font: inherit; color: inherit; background: #fff; border: 1px solid #8a90a6; border-radius: 6px; padding: 4px 8px; }
button:focus-visible, input:focus-visible, select:focus-visible { outline: 2px solid #3b5bdb; outline-offset: 1px; }
[aria-pressed="true"] { background: #e7ebff; }
[aria-invalid="true"] { border-color: #c92a2a; }
section { box-sizing: border-box; width: min(560px, calc(100vw - 24px)); max-height: min(70vh, 600px); overflow: auto; background: #fff; border: 1px solid #8a90a6; border-radius: 10px; padding: 12px; box-shadow: 0 8px 30px rgb(0 0 0 / 25%); }
section[hidden] { display: none; }
header { display: flex; gap: 8px; flex-wrap: wrap; align-items: center; margin-bottom: 8px; }
header p { flex: 1 1 100%; margin: 0; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: start; vertical-align: top; padding: 4px 6px; border-top: 1px solid #d8dbe6; font-weight: normal; overflow-wrap: anywhere; }
.overridden th { font-weight: 600; }
.overridden code { text-decoration: line-through; }
small { display: block; color: #565d75; }
td input { width: 12em; box-sizing: border-box; }
`;

import { html, LitElement } from "lit";
import { JsonRpc } from "jsonrpc";
import "@vaadin/grid";

/** What each flag serves the application itself, asked for again every two seconds. */
export class QwcFirstlightFlags extends LitElement {
  static properties = { _flags: { state: true }, _status: { state: true } };

  #rpc = new JsonRpc(this);
  #timer;

  connectedCallback() {
    super.connectedCallback();
    this._flags = [];
    this._status = "";
    this.#load();
    this.#timer = setInterval(() => this.#load(), 2000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    super.disconnectedCallback();
  }

  #load() {
    this.#rpc.flags().then(({ result }) => (this._flags = result));
    this.#rpc.status().then(({ result }) => (this._status = result));
  }

  render() {
    return html`<p>${this._status}</p>
      <vaadin-grid .items="${this._flags}">
        <vaadin-grid-sort-column path="key"></vaadin-grid-sort-column>
        <vaadin-grid-column path="value"></vaadin-grid-column>
        <vaadin-grid-column path="variant"></vaadin-grid-column>
        <vaadin-grid-column path="reason"></vaadin-grid-column>
      </vaadin-grid>`;
  }
}

customElements.define("qwc-firstlight-flags", QwcFirstlightFlags);

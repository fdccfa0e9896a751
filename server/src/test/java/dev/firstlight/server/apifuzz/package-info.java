/** Requests made from the API's own document, valid and broken, and a judge of every answer by the same document. */
@NullMarked
package dev.firstlight.server.apifuzz;

import org.jspecify.annotations.NullMarked;

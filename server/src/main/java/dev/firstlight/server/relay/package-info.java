/**
 * A server without a database: it follows another, and serves the SDKs that are near it from memory and files, whether the
 * other can be reached or not.
 */
@NullMarked
package dev.firstlight.server.relay;

import org.jspecify.annotations.NullMarked;

/** What becomes of servers and their SDKs when the database is lost, and a backup is all there is. */
@NullMarked
package dev.firstlight.server.restore;

import org.jspecify.annotations.NullMarked;

/** The last release is replaced by this one, node by node, and this one by it again, while people write and SDKs listen. */
@NullMarked
package dev.firstlight.server.upgrade;

import org.jspecify.annotations.NullMarked;

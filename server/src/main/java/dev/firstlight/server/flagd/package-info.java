/** What flagd's in-process providers get, in eight languages: our flags in flagd's language, over gRPC and HTTP. */
@NullMarked
package dev.firstlight.server.flagd;

import org.jspecify.annotations.NullMarked;

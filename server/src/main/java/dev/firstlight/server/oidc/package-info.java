/** People come in through their company's door: OpenID Connect, by authorization code with PKCE. */
@NullMarked
package dev.firstlight.server.oidc;

import org.jspecify.annotations.NullMarked;

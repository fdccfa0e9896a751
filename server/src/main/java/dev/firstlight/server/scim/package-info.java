/** Lets a company's directory say who there is: people and groups by SCIM 2.0 (RFC 7643, RFC 7644). */
@NullMarked
package dev.firstlight.server.scim;

import org.jspecify.annotations.NullMarked;

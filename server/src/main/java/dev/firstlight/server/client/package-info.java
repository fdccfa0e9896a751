/** What browsers and apps with our SDK ask: values for one context, and those of them that change. */
@NullMarked
package dev.firstlight.server.client;

import org.jspecify.annotations.NullMarked;

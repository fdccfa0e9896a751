/** The provider for OpenFeature's SDK. Needs {@code dev.openfeature:sdk}, which the application brings. */
@NullMarked
package dev.firstlight.openfeature;

import org.jspecify.annotations.NullMarked;

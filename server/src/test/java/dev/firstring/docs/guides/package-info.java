/** The code of the guides for apps: compiled, and run against the service. */
@NullMarked
package dev.firstring.docs.guides;

import org.jspecify.annotations.NullMarked;

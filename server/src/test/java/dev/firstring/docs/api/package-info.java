/** Documents of the API: examples from the running service, and the pages that are made of them. */
@NullMarked
package dev.firstring.docs.api;

import org.jspecify.annotations.NullMarked;

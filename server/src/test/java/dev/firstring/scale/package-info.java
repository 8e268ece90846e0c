/** What the service's statements cost once its tables are large. */
@NullMarked
package dev.firstring.scale;

import org.jspecify.annotations.NullMarked;

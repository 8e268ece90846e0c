/** What the service around the registrar sets. */
@NullMarked
package dev.firstring.registrar.settings;

import org.jspecify.annotations.NullMarked;

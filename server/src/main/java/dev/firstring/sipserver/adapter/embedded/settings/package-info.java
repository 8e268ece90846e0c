/** The settings of the embedded registrar. */
@NullMarked
package dev.firstring.sipserver.adapter.embedded.settings;

import org.jspecify.annotations.NullMarked;

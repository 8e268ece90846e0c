/** What an operator can set about the registrar inside the process. */
@NullMarked
package dev.firstring.sipserver.embedded.settings;

import org.jspecify.annotations.NullMarked;

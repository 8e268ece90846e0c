/** What an operator can set about the registrar inside the process. */
@NullMarked
package dev.firstring.sipserver.adapter.embedded.settings;

import org.jspecify.annotations.NullMarked;

/** The adapters for SIP servers, each a separate plug-in, and the code that they share. */
@NullMarked
package dev.firstring.sipserver.adapter;

import org.jspecify.annotations.NullMarked;

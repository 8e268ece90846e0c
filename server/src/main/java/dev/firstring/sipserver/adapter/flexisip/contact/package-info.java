/** How Flexisip writes a contact into Redis: one field of a hash each, a Contact header value with additions of its own. */
@NullMarked
package dev.firstring.sipserver.adapter.flexisip.contact;

import org.jspecify.annotations.NullMarked;

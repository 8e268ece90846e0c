/**
 * The format of Flexisip's contacts in Redis: each is a field of a hash, a Contact header value with additional
 * parameters.
 */
@NullMarked
package dev.firstring.sipserver.adapter.flexisip.contact;

import org.jspecify.annotations.NullMarked;

/**
 * Flexisip Account Manager 2.x, by the admin endpoints of its REST interface (FlexiAPI).
 *
 * <p>What it does in its own way, and what is made of it here:
 *
 * <ul>
 *   <li>Flexisip's own query looks at {@code activated} and ignores {@code blocked}. So a disabled account is both: not
 *       activated, which keeps phones out, and blocked, which keeps its owner from activating it again. Whether an account
 *       is enabled is read from {@code activated} alone.
 *   <li>An update sets to null what it does not name. So the account is read first, and what is not ours is sent back.
 *       The dictionary is the exception: left out, it stays.
 *   <li>A phone number must be unique there, and its country activated. A number that is refused is left out: without it
 *       the account works all the same.
 *   <li>A name that is refused is looked up. If there is an account, its age tells whose it is. If there is none, the
 *       manager keeps the name of a deleted account (for seven days) or does not like it.
 *   <li>403 at a creation is a full Space if the same key may still read, and a key that is good for nothing if not.
 *   <li>302 leads to the page for signing in: the key was not seen. Redirects are not followed.
 *   <li>Devices are told without contact, expiry and, some, without a user agent; what has expired is told as well.
 *   <li>The manager does not empty Flexisip's cache of credentials.
 * </ul>
 */
@NullMarked
package dev.firstring.sipserver.adapter.flexiapi;

import org.jspecify.annotations.NullMarked;

package dev.firstring.registrar.request;

import dev.firstring.registrar.contact.Binding;
import dev.firstring.registrar.contact.Change;
import dev.firstring.registrar.message.Answers;
import dev.firstring.registrar.settings.RegistrarSettings;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the change that a REGISTER requests in {@code Contact} and {@code Expires}, and writes the registered contacts.
 */
final class ContactHeaders {

    private static final Pattern SECONDS = Pattern.compile("0*[0-9]{1,10}");
    private static final long LONGEST = 0xffff_ffffL;
    private static final long AN_HOUR = 3600;
    private static final Pattern INSTANCE = Pattern.compile("<[!-~&&[^<>\"\\\\]]{1,128}>");
    private static final Pattern REG_ID = Pattern.compile("[0-9]{1,10}");
    private static final Pattern PRIORITY = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");
    private static final Pattern URI = Pattern.compile("[!-~&&[^<>\"\\\\]]{1,500}");

    private final RegistrarSettings settings;

    ContactHeaders(RegistrarSettings settings) {
        this.settings = settings;
    }

    /** The result of reading the headers. */
    sealed interface Wanted {

        record Good(Change change) implements Wanted {}

        record Malformed() implements Wanted {}

        /** A contact requests less than the minimum expiry. */
        record TooBrief() implements Wanted {}
    }

    Wanted read(Incoming incoming) {
        ContactList contacts = incoming.request().getContactHeaders();
        if (contacts == null || contacts.isEmpty()) {
            return incoming.head().values("contact").isEmpty()
                    ? new Wanted.Good(new Change.Query())
                    : new Wanted.Malformed();
        }
        Binding.Call call = new Binding.Call(
                incoming.request().getCallId().getCallId(),
                incoming.request().getCSeq().getSeqNumber());
        Optional<String> expires = incoming.head().values("expires").stream().findFirst();
        if (contacts.stream().anyMatch(Contact::isWildCard)) {
            return contacts.size() == 1
                            && expires.filter(told -> seconds(told) == 0).isPresent()
                    ? new Wanted.Good(new Change.EndAll(call))
                    : new Wanted.Malformed();
        }
        return update(contacts, expires.orElse(null), call, incoming);
    }

    /** Adds the contacts, each with its remaining time. */
    void write(SIPResponse answer, List<Binding> bindings, Instant now) {
        for (Binding binding : bindings) {
            Binding.Contact contact = binding.contact();
            StringBuilder text = new StringBuilder("<" + contact.uri() + ">;expires=" + binding.secondsLeft(now));
            if (contact.priority() != null) {
                text.append(";q=").append(contact.priority());
            }
            if (contact.regId() != null) {
                text.append(";reg-id=").append(contact.regId());
            }
            if (contact.instanceId() != null) {
                text.append(";+sip.instance=\"<").append(contact.instanceId()).append(">\"");
            }
            Answers.add(answer, "Contact", text.toString());
        }
    }

    private Wanted update(ContactList contacts, @Nullable String expires, Binding.Call call, Incoming incoming) {
        List<Change.Wish> wishes = new ArrayList<>();
        for (Contact header : contacts) {
            Optional<Binding.Contact> contact = contact(header);
            if (contact.isEmpty()) {
                return new Wanted.Malformed();
            }
            Duration life = life(header.getParameter("expires"), expires);
            if (life.isPositive() && life.compareTo(settings.minExpires()) < 0) {
                return new Wanted.TooBrief();
            }
            wishes.add(new Change.Wish(contact.get(), life));
        }
        return new Wanted.Good(new Change.Update(call, incoming.userAgent(), incoming.flow(), wishes));
    }

    private Duration life(@Nullable String own, @Nullable String common) {
        String told = own == null ? common : own;
        if (told == null) {
            return settings.defaultExpires();
        }
        Duration wanted = Duration.ofSeconds(seconds(told));
        return wanted.compareTo(settings.maxExpires()) > 0 ? settings.maxExpires() : wanted;
    }

    /** Returns one hour for a value that is malformed or exceeds 32 bits (RFC 3261, sections 20.10 and 20.19). */
    private static long seconds(String told) {
        String plain = told.strip();
        long seconds = SECONDS.matcher(plain).matches() ? Long.parseLong(plain) : Long.MAX_VALUE;
        return seconds <= LONGEST ? seconds : AN_HOUR;
    }

    private static Optional<Binding.Contact> contact(Contact header) {
        if (!(header.getAddress().getURI() instanceof SipUri uri) || uri.getHost() == null) {
            return Optional.empty();
        }
        String text = uri.encode();
        String instance = header.getParameter("+sip.instance");
        String regId = header.getParameter("reg-id");
        String priority = header.getParameter("q");
        if (!URI.matcher(text).matches()
                || (instance != null && !INSTANCE.matcher(instance).matches())
                || (priority != null && !PRIORITY.matcher(priority).matches())
                || (regId != null && !REG_ID.matcher(regId).matches())) {
            return Optional.empty();
        }
        String urn = instance == null ? null : instance.substring(1, instance.length() - 1);
        return Optional.of(new Binding.Contact(text, urn, urn == null ? null : regId, priority));
    }
}

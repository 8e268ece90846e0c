package dev.firstring.sipserver.adapter.flexiapi;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** An account of the stub of the account manager, as its database would have it. */
final class SpaceAccount {

    final int id;
    final String username;
    final String domain;
    final Instant createdAt;
    final Map<String, String> dictionary = new TreeMap<>();

    /** By uuid: what the manager tells of a device. */
    final Map<String, Map<String, Object>> devices = new LinkedHashMap<>();

    String password = "";
    String displayName;
    String email;
    String phone;
    String dtmfProtocol;
    boolean activated;
    boolean blocked;

    SpaceAccount(int id, String username, String domain, Instant createdAt) {
        this.id = id;
        this.username = username;
        this.domain = domain;
        this.createdAt = createdAt;
    }

    /** The query of Flexisip: it ignores {@code blocked}. */
    boolean admits(String offered) {
        return activated && password.equals(offered);
    }

    Map<String, Object> shown() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("username", username);
        fields.put("domain", domain);
        fields.put("sip_uri", "sip:" + username + "@" + domain);
        fields.put("display_name", displayName);
        fields.put("email", email);
        fields.put("phone", phone);
        fields.put("dtmf_protocol", dtmfProtocol);
        fields.put("activated", activated);
        fields.put("blocked", blocked);
        fields.put("admin", false);
        fields.put("created_at", createdAt.toString().replaceFirst("(\\.\\d+)?Z$", ".000000Z"));
        fields.put("provisioning_token", "Xy12abcDEF345");
        fields.put("dictionary", dictionary);
        return fields;
    }
}
